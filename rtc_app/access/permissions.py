"""What can be done on this site; one line for each."""

import enum


class Permission(enum.StrEnum):
    """A thing a person may or may not do, sometimes to a subject (a training, a session, a school …)."""

    # accounts
    KEEP_ACCOUNT = "keep_account"  # see and change one's own account
    KEEP_SIGN_IN = "keep_sign_in"  # sign one of one's own browsers out (subject: sign-in)
    KEEP_MEMBERSHIP = "keep_membership"  # leave an organisation (subject: membership)
    CONFIRM_COLLEAGUES = "confirm_colleagues"  # say whether somebody works at the school (subject: membership)
    MANAGE_MEMBERSHIPS = "manage_memberships"  # give and take roles

    # catalogue
    VIEW_TRAINING = "view_training"  # read the page of a training (subject: training)
    OFFER_TRAININGS = "offer_trainings"  # see the trainings one keeps, own ones or for RTC all, and add to them
    EDIT_TRAINING = "edit_training"  # change a training, its sessions and its submission (subject: training)
    PLAN_SESSION = "plan_session"  # change the meetings and the place of a session (subject: training session)
    KEEP_TRAINER = "keep_trainer"  # change or take away a trainer (subject: trainer)
    KEEP_LOCATION = "keep_location"  # change or take away a place for sessions (subject: location)
    KEEP_PATHS = "keep_paths"  # make, change and publish leertrajecten
    KEEP_SYNONYMS = "keep_synonyms"  # say which words the search takes for each other

    # quality
    ASSESS_TRAININGS = "assess_trainings"  # work through the queue of submitted trainings
    VIEW_ASSESSMENT = "view_assessment"  # read the judgements on a training (subject: assessment)
    VIEW_EVIDENCE = "view_evidence"  # download what a provider uploaded (subject: evidence)
    MEASURE_AGREEMENT = "measure_agreement"  # draw rounds for a second assessment, read how alike assessors judge
    JUDGE_BLIND = "judge_blind"  # take a second assessment and judge it (subject: second assessment)
    HAVE_PROVIDER_FILE = "have_provider_file"  # prove things once for all one's trainings
    KEEP_PROVIDER_FILE = "keep_provider_file"  # change a declaration, take a file away (subject: declaration or evidence)
    VIEW_FRAMEWORKS = "view_frameworks"  # read every version of the kwaliteitskader, also a draft and what it would do
    KEEP_FRAMEWORK = "keep_framework"  # draft a new version of the kwaliteitskader and publish it

    # enrolment
    ENROL = "enrol"  # ask for a seat (subject: training session), see one's own enrolments
    KEEP_ENROLMENT = "keep_enrolment"  # see and cancel an enrolment (subject: enrolment)
    KEEP_ATTENDANCE = "keep_attendance"  # see the participants and note who came (subject: training session)
    RUN_SESSION = "run_session"  # change the number of seats or call it off (subject: training session)

    # saved
    KEEP_SAVED = "keep_saved"  # keep trainings and searches for oneself
    KEEP_SAVED_SEARCH = "keep_saved_search"  # change or delete a saved search (subject: saved search)

    # materials
    PROPOSE_MATERIAL = "propose_material"  # offer shared material to everybody
    KEEP_MATERIAL = "keep_material"  # publish, mend and take away shared material (subject: shared material)

    # needs
    VIEW_REACH = "view_reach"  # for how many people a training fits, in bands (subject: training)
    KEEP_REPORT = "keep_report"  # take back a need one reported (subject: unmet need)
    ANSWER_NEEDS = "answer_needs"  # fill in the questionnaire, see one's profile and matches
    KEEP_INTERVIEW = "keep_interview"  # read, correct and delete what one said in an interview (subject: interview)
    HOLD_INTERVIEWS = "hold_interviews"  # begin an interview with who agreed, see those one held
    NOTE_INTERVIEW = "note_interview"  # read and write down an interview that one holds (subject: interview)

    # trajectories
    VIEW_SCHOOL = "view_school"  # read what the own school needs
    PLAN_TRAJECTORY = "plan_trajectory"  # make and change a school trajectory (subject: school trajectory)

    # campaigns
    RUN_CAMPAIGNS = "run_campaigns"  # ask a part of Flanders for its needs and read the report (subject: campaign)

    # insight
    VIEW_DESK = "view_desk"  # RTC's desk: work to do, sessions at risk, mails that failed
    MANAGE_SITE = "manage_site"  # send a failed mail again

    # interchange
    IMPORT_OFFER = "import_offer"  # bring the offer in as a file: one's own, or everything for RTC staff
    KEEP_IMPORT = "keep_import"  # look at an import, carry it out, take it back (subject: catalogue import)
