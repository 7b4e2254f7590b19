// Suggestions under a search box, as a combobox with a list. Without this file the box is a plain search.
// <input type="search" data-suggest="/suggesties">: arrows walk, Enter opens, Escape closes and keeps what was typed.

const WAIT = 150;
const SHORTEST = 2;
const boxes = new WeakMap();

class Box {
  constructor(input) {
    this.input = input;
    this.active = -1;
    this.list = document.createElement("div");
    this.list.id = `${input.id}-suggesties`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggesties");
    this.list.hidden = true;
    this.said = document.createElement("p");
    this.said.className = "visually-hidden";
    this.said.setAttribute("role", "status");
    input.after(this.list, this.said);
    for (const [name, value] of [["role", "combobox"], ["autocomplete", "off"], ["aria-autocomplete", "list"],
      ["aria-expanded", "false"], ["aria-controls", this.list.id]]) input.setAttribute(name, value);
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
  }

  get options() { return [...this.list.querySelectorAll("[role=option]")]; }

  ask() {
    clearTimeout(this.timer);
    this.request?.abort();
    const text = this.input.value.trim();
    if (text.length < SHORTEST) { this.close(); return; }
    this.timer = setTimeout(() => this.fetch(text), WAIT);
  }

  async fetch(text) {
    this.request = new AbortController();
    try {
      const answer = await fetch(`${this.input.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal: this.request.signal });
      if (answer.ok && document.activeElement === this.input) this.show(await answer.json());
    } catch {
      this.close(); // no network, or newer letters were typed: the box still searches
    }
  }

  show(groups) {
    this.list.replaceChildren(...groups.map((group, number) => this.group(group, number)));
    this.activate(-1);
    const count = this.options.length;
    this.list.hidden = count === 0;
    this.input.setAttribute("aria-expanded", String(count > 0));
    this.said.textContent = count === 0 ? "Geen suggesties." : `${count} ${count === 1 ? "suggestie" : "suggesties"}.`;
  }

  group(group, number) {
    const part = document.createElement("div");
    const name = document.createElement("div");
    name.id = `${this.list.id}-${number}`;
    name.className = "suggestions-group";
    name.setAttribute("role", "presentation");
    name.textContent = group.label;
    part.setAttribute("role", "group");
    part.setAttribute("aria-labelledby", name.id);
    part.append(name, ...group.options.map((option, place) => this.option(option, `${name.id}-${place}`)));
    return part;
  }

  option(option, id) {
    const line = document.createElement("div");
    line.id = id;
    line.className = "suggestion";
    line.dataset.url = option.url;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    line.textContent = option.label;
    if (option.number) {
      const number = document.createElement("span");
      number.textContent = ` ${option.number} ${option.number === 1 ? "opleiding" : "opleidingen"}`;
      line.append(number);
    }
    return line;
  }

  activate(place) {
    const options = this.options;
    this.active = place < -1 ? options.length - 1 : place >= options.length ? -1 : place;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.active)));
    const chosen = options[this.active];
    if (chosen) {
      this.input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  press(event) {
    if (this.list.hidden) {
      if (event.key === "ArrowDown") this.ask();
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.activate(this.active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.go(this.options[this.active]);
    }
  }

  go(option) {
    if (option) location.assign(option.dataset.url);
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.list.replaceChildren();
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.said.textContent = "";
  }
}

// The results are swapped in place, so boxes come and go: each is made when it is first used.
function boxOf(event) {
  const input = event.target.closest?.("input[data-suggest]");
  if (!input) return null;
  if (!boxes.get(input)?.list.isConnected) boxes.set(input, new Box(input));
  return boxes.get(input);
}

document.addEventListener("focusin", boxOf);
document.addEventListener("input", (event) => boxOf(event)?.ask());
document.addEventListener("keydown", (event) => boxOf(event)?.press(event));
document.addEventListener("focusout", (event) => boxes.get(event.target)?.close());
document.addEventListener("submit", () => { for (const input of document.querySelectorAll("input[data-suggest]")) boxes.get(input)?.close(); });
