"""What can be wrong with the convention's own lists, beyond what can be with any list."""

from django.utils.translation import gettext_lazy as _

from documents.lists.problems import SENTENCES

SENTENCES |= {
    # The file and its sheets.
    "kind_unknown": _(
        "The header of this file fits none of the four lists. Choose what it holds, or take "
        "the names of the columns from a sample."
    ),
    "kind_twice": _("Two sheets hold the same list. Put all rows into one of them."),
    # A cell.
    "required": _("This cell is empty. Write a value."),
    "too_long": _("%(count)s characters; the limit is %(limit)s. Shorten it."),
    "character_refused": _(
        "The text holds a sign that cannot be read. Write it again and save as CSV UTF-8."
    ),
    "choice_invalid": _("Not one of the possible values. Write one of: %(choices)s."),
    "country_unknown": _(
        "There is no country of this name. Enter its name or code, for example France or FR."
    ),
    "other_empty": _("Write what it is after “other:”."),
    "category_unknown": _(
        "There is no category called “%(part)s”. Copy a name from the list on "
        "the import page, or enter “other: %(part)s”."
    ),
    "amount_invalid": _(
        "Not a number. Write digits only, with two decimals at most, for example 1200 or 2.5."
    ),
    "category_one": _("Write one category only; each one has a row of its own."),
    "theme_unknown": _(
        "No theme is called “%(part)s”. Take the names from the settings of this convention."
    ),
    "unit_unknown": _("There is no unit of this name. Enter one of: %(choices)s."),
    "radius_invalid": _("A radius: a whole number of kilometres from 1 to %(most)s."),
    "day_invalid": _("Not a date. Write it like 2026-03-03."),
    "day_far_off": _("Choose a day in the years %(first)s to %(last)s."),
    "lead_time_invalid": _("Write a number of days or weeks, for example 10 days or 2 weeks."),
    "refused": _("%(why)s"),
    "number_invalid": _("%(name)s: a whole number from %(least)s to %(most)s."),
    "max_below_min": _("The most meetings are fewer than the least. Correct one of them."),
    "website_invalid": _("Not a web address. Write it like https://www.example.org."),
    "email_invalid": _("Not an e-mail address. Write it like name@example.org."),
    "email_invalid.several": _("Write one e-mail address only."),
    "email_invalid.named": _("Write the address only: %(address)s"),
    "phone_invalid": _("Not a phone number. Write digits, spaces and a leading + only."),
    "phone_scientific": _(
        "Excel has turned the phone number into a calculation. Format the column as text and "
        "write the number again."
    ),
    "language_unknown": _("“%(part)s” is no known language. Write codes: %(choices)s."),
    "yes_no_invalid": _("Write yes or no."),
    "date_invalid": _("This date or time does not exist. Write it like %(example)s."),
    "date_needed": _("The convention has several days: write the day too, like %(example)s."),
    "date_outside": _("This is not on a day of the convention. Write it like %(example)s."),
    "date_ambiguous": _("Day and month cannot be told apart. Write it like %(example)s."),
    "time_ambiguous": _(
        "The clocks change then, and this time comes twice. Write it like %(example)s."
    ),
    "leaves_before_arriving": _("The delegate leaves before arriving. Correct one of the times."),
    "slot_unknown": _("Write the numbers of slots from 1 to %(most)s, for example 1;2 or 1-3."),
    "slot_unknown.none": _("The convention has no slots yet. Add a session in the settings first."),
    "rank_invalid": _("A rank is 1 (must), 2 (good) or 3 (nice)."),
    # What stands against the rows that are there.
    "reference_duplicate": _("Rows %(first)s and %(second)s have the same reference."),
    "organization_duplicate": _(
        "Rows %(first)s and %(second)s are the same organisation. Keep one of them."
    ),
    "reference_taken": _(
        "This organisation is registered with the reference %(reference)s. Use that reference."
    ),
    "reference_unknown": _(
        "No organisation of this convention has this reference. Correct it, or add the "
        "organisation first."
    ),
    "activity_duplicate": _(
        "Rows %(first)s and %(second)s are the same category of one organisation. Keep one of them."
    ),
    "email_duplicate": _("Rows %(first)s and %(second)s have the same e-mail."),
    "email_taken": _(
        "This e-mail belongs to a delegate of %(reference)s in this convention. "
        "A person can be a delegate once."
    ),
    "delegate_duplicate": _(
        "Rows %(first)s and %(second)s are the same person. Keep one of them, or add e-mails."
    ),
    "delegate_ambiguous": _(
        "Two delegates of this organisation have this name. Add the e-mail to say which one."
    ),
    "absence_locked": _(
        "The delegate has a locked meeting in slot %(slot)s. Unlock it first, or remove the "
        "absence."
    ),
    "meetings_locked": _("This organisation has locked meetings in the draft. Unlock them first."),
    "wish_self": _("An organisation cannot wish to meet itself."),
    "wish_duplicate": _("Rows %(first)s and %(second)s are the same wish. Keep one of them."),
    "wishes_published": _(
        "Wishes cannot be imported any more: the meetings are published. Remove this sheet."
    ),
    # Warnings.
    "region_unknown": _(
        "This country has no region of this name in our list. It is kept as "
        "entered; the platform’s operator can add it."
    ),
    "area_unknown": _(
        "Neither regions, nor the Greater Region, nor a radius. It is kept as you wrote it, and "
        "nobody is suggested for it."
    ),
    "area_partly": _(
        "Not all of this names a region. The regions are taken, and the whole is kept beside them "
        "as you wrote it."
    ),
    "sheet_unknown": _("This sheet fits none of the four lists and was left out."),
    "characters_stripped": _("Invisible characters were removed."),
    "lookalike": _("Letters of different alphabets that look alike stand in one word."),
    "phone_number": _("The phone number is stored as a number: a leading 0 or + may be missing."),
    "no_email": _("Without an e-mail this person cannot sign in."),
    "email_changed": _("The e-mail of this delegate changes."),
    "absent_always": _("The delegate is absent in every slot and will have no meeting."),
    "wishes_many": _("More than the %(limit)s wishes allowed: %(names)s"),
    "organization_similar": _(
        "Written almost like %(other)s. If it is the same organisation, use the same reference."
    ),
}
