"""A page of questions that is kept while somebody fills it in, for the questionnaire and for an interview (R31)."""

from dataclasses import dataclass

from flask import Response, make_response, render_template

from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import is_autosave, render_form
from rtc_app.needs import models, portrait, queries, service
from rtc_app.needs.forms import SectionForm

CLASH = "In een ander venster of op een ander toestel is intussen een ander antwoord bewaard. Kijk na wat klopt en bewaar opnieuw."


@dataclass(frozen=True)
class KeptPage:
    """What became of a page of questions; `clashes` are those that were answered in another window meanwhile."""

    form: SectionForm
    kept: models.Response | models.Interview
    clashes: tuple[str, ...]
    #: Whether all of it was sent with the button and is kept.
    is_done: bool

    def render(self, template: str, **context: object) -> Response:
        """The page again; beside a question that was answered elsewhere stands that other answer."""
        form, answers = self.form, queries.answers_of(self.kept)
        context |= {"section": form.section, "elsewhere": portrait.words_of(form.section, answers, self.clashes)}
        if form.is_submitted() and is_autosave():
            form.show_stamps(form.answers, of=[code for code in form.answers if code not in self.clashes])
            # What is right was kept, so this is no failure although something else may be wrong.
            return make_response(render_template(template, form=form, kept_at=clock.now(), **context))
        if self.clashes:
            form.show(RuleViolation(CLASH))
            form.show_stamps(answers, of=self.clashes)
        return render_form(template, form, kept_at=None, **context)


def keep_page(form: SectionForm, kept: models.Response | models.Interview) -> KeptPage:
    """Keep what was changed on a page: all of it with the button, or whatever is right so far while somebody goes on."""
    is_right = form.validate_on_submit()
    if not is_right and not (form.is_submitted() and is_autosave()):
        return KeptPage(form, kept, (), is_done=False)
    clashes = service.save_page(response=kept, merge=form.merge, at=clock.now())
    return KeptPage(form, kept, clashes, is_done=is_right and not clashes and not is_autosave())
