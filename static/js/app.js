// Makes pages smoother, never possible: everything here also works without it.

// The error summary takes the focus once, and the page title says so, when a form comes back with mistakes.
function announceErrors(root) {
  const summary = root.querySelector("[data-autofocus]");
  if (!summary) return;
  summary.removeAttribute("data-autofocus");
  summary.focus();
  if (!document.title.startsWith("Fout: ")) document.title = `Fout: ${document.title}`;
}

// A link to a field of a form puts the cursor in it; the browser alone only scrolls there.
function focusNamedField() {
  const field = document.getElementById(location.hash.slice(1));
  if (field?.matches("main form :is(input, textarea, select)")) field.focus();
}

// A ticked facet is sent at once, where htmx can do it without leaving the page; its button stays for everyone else.
function submitChangedFacets(event) {
  const form = event.target.closest("form[data-autosubmit]");
  if (form && window.htmx) form.requestSubmit();
}

// Fields that were left empty say nothing in the address.
function leaveOutEmptyFields(event) {
  if (!event.target.matches("form[data-autosubmit]")) return;
  for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
}

// A group of facets stays open or closed as it was left, on this page and in this tab.
const memoryKey = (details) => `open:${location.pathname}:${details.dataset.remember}`;

function recallDetails(root) {
  for (const details of root.querySelectorAll("details[data-remember]")) {
    const remembered = sessionStorage.getItem(memoryKey(details));
    if (remembered !== null) details.open = remembered === "true";
  }
}

function rememberDetails(event) {
  const details = event.target;
  if (details.matches?.("details[data-remember]")) sessionStorage.setItem(memoryKey(details), String(details.open));
}

// A menu closes on Escape (giving the focus back) and when the visitor goes elsewhere.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) if (menu !== except) menu.open = false;
}

function closeMenuOnEscape(event) {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details[data-menu][open]");
  closeMenus();
  menu?.querySelector("summary").focus();
}

// A password can be read over before it is sent.
function offerReveal(input) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet reveal";
  button.setAttribute("aria-controls", input.id);
  const say = () => {
    button.textContent = input.type === "password" ? "Toon wachtwoord" : "Verberg wachtwoord";
  };
  button.addEventListener("click", () => {
    input.type = input.type === "password" ? "text" : "password";
    say();
  });
  // Browsers offer to keep what was typed in a password field, so it is one again when it is sent.
  input.form?.addEventListener("submit", () => { input.type = "password"; });
  say();
  input.after(button);
}

// Ctrl + Enter in a text sends its form, for those who judge all day with the keyboard.
function submitOnCtrlEnter(event) {
  if (event.key === "Enter" && event.ctrlKey) event.target.closest("form[data-ctrl-enter]")?.requestSubmit();
}

// A form that is kept while one fills it in. A save that waited its turn takes along what the form says by now; and when a
// save did not come through, the form says so and keeps what was typed, for the button to send.
const autosaved = (event) => event.detail.ctx?.sourceElement?.closest("form[data-autosave]");

function say(form, words) {
  form.querySelector("[role=status] p").textContent = words;
}

function sendLatestAnswers(event) {
  const form = autosaved(event);
  if (!form) return;
  const { request } = event.detail.ctx;
  request.body = new URLSearchParams(new FormData(form));
  request.keepalive = true; // also when the visitor leaves the page meanwhile
}

function sayWhatWentWrong(event) {
  const form = autosaved(event);
  const { text } = event.detail.ctx ?? {};
  if (!form) return;
  const page = new DOMParser().parseFromString(text ?? "", "text/html");
  if (event.type === "htmx:after:request" && page.querySelector(form.dataset.hxTarget)) return;
  const reason = page.querySelector("h1")?.textContent ?? "Er is geen verbinding";
  say(form, `Nog niet bewaard. ${reason}. Wat je invulde, staat hier nog: probeer het straks opnieuw met de knop.`);
  event.preventDefault();
}

// Whoever puts the phone away in the middle of a word keeps that word.
function saveBeforeHiding() {
  const field = document.activeElement;
  if (document.hidden && field?.closest("form[data-autosave]")) field.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("visibilitychange", saveBeforeHiding);
document.addEventListener("htmx:before:request", sendLatestAnswers);
document.addEventListener("htmx:after:request", sayWhatWentWrong);
document.addEventListener("htmx:error", sayWhatWentWrong);
for (const form of document.querySelectorAll("form[data-autosave]")) say(form, "Wat je invult, wordt meteen bewaard.");

document.addEventListener("keydown", submitOnCtrlEnter);
document.addEventListener("change", submitChangedFacets);
document.addEventListener("formdata", leaveOutEmptyFields);
document.addEventListener("toggle", rememberDetails, true);
document.addEventListener("keydown", closeMenuOnEscape);
document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
document.addEventListener("focusin", (event) => closeMenus(event.target.closest("details[data-menu]")));
window.addEventListener("hashchange", focusNamedField);
document.addEventListener("htmx:after:swap", () => {
  recallDetails(document);
  announceErrors(document);
});

for (const input of document.querySelectorAll("input[data-reveal]")) offerReveal(input);
recallDetails(document);
if (!document.querySelector("[data-autofocus]")) focusNamedField();
announceErrors(document);
