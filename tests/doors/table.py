"""Every address of Kinmap, and who gets what there. An address that is not here fails the test.

``WHO`` says for each door what each persona meets: a status, or ``in``. ``DOORS`` says for each address
which door it has, what whoever is let in gets for GET and for a POST without words (422: the form was read and
refused; 405: no such method), and which item its address names.
"""

from dataclasses import dataclass, field

from tests.doors.personas import COLUMNS, LIKE


def _row(cells: str) -> dict[str, str]:
    told = dict(zip(COLUMNS, cells.split(), strict=True))
    return told | {name: told[other] for name, other in LIKE.items()}


WHO = {
    #                                  stran- revok- other  other  this         practi-
    #                           nobody ger    ed     team   child  child  chair tioner manager lead  admin  auditor
    "family: reads":      _row("302    404    404    404    in     in     in    in     in      in    404    404"),
    "family: writes map": _row("302    404    404    404    403    403    in    in     in      in    404    404"),
    "family: edits":      _row("302    404    404    404    403    403    403   in     in      403   404    404"),
    "family: allocates":  _row("302    404    404    404    403    403    403   403    in      403   404    404"),
    "family: locks":      _row("302    404    404    404    403    403    403   403    in      403   404    404"),
    "family: joins":      _row("302    404    404    404    403    403    403   403    in      403   404    404"),
    "family: authorises": _row("302    404    404    404    403    403    403   403    in      403   404    404"),
    "family: prints":     _row("302    404    404    404    403    403    in    in     in      in    404    404"),
    "family: hands over": _row("302    404    404    404    403    403    in    in     in      403   404    404"),
    "family: assesses":   _row("302    404    404    404    403    403    in    in     in      in    404    404"),
    "family: takes":      _row("302    404    404    404    403    403    403   403    in      403   404    404"),
    "family: visits":     _row("302    404    404    404    403    403    in    in     in      in    404    404"),
    "office: contacts":   _row("302    403    403    in     403    403    403   403    in      403   403    403"),
    "family: in a group": _row("302    404    404    404    403    403    403   in     in      in    404    404"),
    "own seat":           _row("302    in     in     in     404    404    404   in     in      in    404    404"),
    "office: search":     _row("302    in     in     in     403    403    403   in     in      in    403    403"),
    "office: new family": _row("302    in     in     in     403    403    403   in     in      403   403    403"),
    "office: import":     _row("302    403    403    in     403    403    403   403    in      403   403    403"),
    "office: settings":   _row("302    403    403    403    403    403    403   403    403     in    in     403"),
    "office: trail":      _row("302    403    403    403    403    403    403   403    403     403   403    in"),
    "office: emergency":  _row("302    in     in     in     403    403    403   in     in      403   403    403"),
    "office: reviews":    _row("302    403    403    in     403    403    403   403    in      403   403    403"),
    "a review":           _row("302    403    403    404    403    403    403   403    in      403   403    403"),
    "everybody's own":    _row("302    in     in     in     in     in     in    in     in      in    in     in"),
    "entrance":           _row("in     302    302    302    302    302    302   302    302     302   302    302"),
    "street":             _row("in     in     in     in     in     in     in    in     in      in    in     in"),
    "walled up":          _row("404    404    404    404    404    404    404   404    404     404   404    404"),
}  # fmt: skip

#: A locked record is none to whoever is not on its list, whatever else would let them in.
WHO["own seat"]["locked_out"] = WHO["office: emergency"]["locked_out"] = "404"

#: Grown-ups of the family are known to everybody who works with one of its children, unless hidden from them.
ABOUT_NO_CHILD = {"person", "household", "copy"}


@dataclass(frozen=True)
class Door:
    """One address: its door, what is behind it, and the item that it names."""

    who: str
    get: int = 405
    post: int = 405
    item: str = ""
    #: Words in the address that name no item.
    words: dict[str, str] = field(default_factory=dict)


_READS, _WRITES, _EDITS = "family: reads", "family: writes map", "family: edits"
_ALLOCATES, _PRINTS, _GIVES = "family: allocates", "family: prints", "family: hands over"
_AUTHORISES = "family: authorises"
_JOINS = "family: joins"
_OWN, _STREET = "everybody's own", "street"

DOORS: dict[str, Door] = {
    # desk
    "desk:desk": Door(_OWN, get=200),
    "desk:put_away": Door(_OWN, post=303, item="kept words"),
    "desk:drafts": Door(_OWN, get=200),
    "desk:keep_draft": Door(_OWN, post=422),
    "desk:waiting_drafts": Door(_OWN, get=200),
    "desk:draft": Door(_OWN, get=200, item="draft"),
    "desk:throw_away": Door(_OWN, post=303, item="draft"),
    "desk:bring_back": Door(_OWN, post=303, item="draft"),
    "desk:search": Door("office: search", get=200),
    # the family's front door and its people
    "casework:family": Door(_READS, get=302),
    "casework:open_family": Door("office: new family", get=200, post=422),
    "casework:people": Door(_READS, get=200),
    "casework:add_person": Door(_EDITS, get=200, post=422),
    "casework:add_household": Door(_EDITS, get=200, post=422),
    "casework:household": Door(_EDITS, get=200, post=422, item="household"),
    "casework:end": Door(_EDITS, get=200, post=422, item="end place"),
    "casework:person": Door(_READS, get=200, item="person"),
    "casework:person_facts": Door(_EDITS, get=200, post=422, item="person"),
    "casework:person_place": Door(_EDITS, get=200, post=422, item="person"),
    "casework:person_related": Door(_EDITS, get=200, post=422, item="person"),
    "casework:person_responsibility": Door(_EDITS, get=200, post=422, item="person"),
    "casework:person_stays": Door(_EDITS, get=200, post=422, item="person"),
    "casework:person_school": Door(_EDITS, get=200, post=422, item="person"),
    # joining what is one
    "casework:joining": Door(_JOINS, get=200),
    "casework:join_files": Door(_JOINS, get=303, post=303),  # without another file it goes back to choosing one
    "casework:same_person": Door(_JOINS, get=200, item="person"),
    "casework:two_records": Door(_JOINS, get=200, post=422, item="two people"),
    "casework:joined": Door(_JOINS, get=200, item="joining"),
    "casework:undo_joining": Door(_JOINS, get=200, post=422, item="joining"),
    # arriving and leaving as a file
    "casework:schema": Door(_OWN, get=200),
    "casework:import": Door("office: import", get=200, post=422),
    "casework:export": Door(_EDITS, get=200, post=200),
    # copies on paper
    "casework:copies": Door(_PRINTS, get=200),
    "casework:preview": Door(_PRINTS, get=200, item="copy"),
    "casework:preview_pdf": Door(_PRINTS, get=200, item="copy"),
    "casework:preview_docx": Door(_PRINTS, get=200, item="copy"),
    "casework:give": Door(_GIVES, post=422, item="copy"),
    "casework:ask_look": Door(_GIVES, post=422, item="copy"),
    "casework:copy_check": Door(_GIVES, get=200, post=422, item="copy check"),
    "casework:take_look_back": Door(_GIVES, post=404, item="copy check"),  # somebody else asked
    "casework:copy_check_file": Door(_GIVES, get=200, item="copy check"),
    "casework:copy_rule": Door(_GIVES, get=200, post=422),
    "casework:filed_pdf": Door(_PRINTS, get=200, item="issue"),
    "casework:filed_docx": Door(_PRINTS, get=200, item="word issue"),
    "casework:stage_names": Door("office: settings", get=200),
    "casework:stage_name": Door("office: settings", get=200, post=422, words={"code": "cp"}),
    "casework:council": Door("office: settings", get=200, post=422),
    "casework:council_logo": Door("office: settings", get=404),  # until a council has a logo
    # who looked at what
    "casework:trail": Door("office: trail", get=200),
    "casework:trail_file": Door("office: trail", get=200),
    "casework:trail_checks": Door("office: trail", get=200),
    "casework:who_looked": Door("office: trail", get=200),
    # who can do what
    "casework:roles": Door(_OWN, get=200),
    "casework:role": Door("office: settings", get=200, post=422, words={"code": "auditor"}),
    # who may open a record; what was opened in an emergency
    "casework:access": Door(_ALLOCATES, get=200),
    "casework:find_account": Door(_ALLOCATES, get=200),
    "casework:give_access": Door(_ALLOCATES, get=200, post=422, item="account"),
    "casework:end_grant": Door(_ALLOCATES, get=200, post=422, item="grant"),
    "casework:lock": Door("family: locks", get=200, post=422),
    "casework:unlock": Door("family: locks", get=200, post=422, item="lock"),
    "casework:break_glass": Door("office: emergency", get=200, post=422, item="own way in"),
    "casework:openings": Door("office: reviews", get=200),
    "casework:opening": Door("a review", get=200, post=422, item="opening to review"),
    "casework:close_opening": Door(_OWN, post=303, item="own opening"),
    # time limits
    "casework:limits": Door("office: settings", get=200),
    "casework:limit": Door("office: settings", get=200, post=422, words={"code": "icpc"}),
    # work and story of a family
    "casework:work": Door(_READS, get=200),
    "casework:stage": Door(_EDITS, get=200, post=422),
    "casework:sharing_bases": Door("office: settings", get=200),
    "casework:sharing_basis": Door("office: settings", get=200, post=422, words={"code": "duty_2026"}),
    "casework:sharing": Door(_READS, get=200),
    "casework:decide_sharing": Door(_EDITS, get=200, post=422),
    "casework:decision": Door(_READS, get=200, item="decision"),
    "casework:put_decision_right": Door(_EDITS, get=200, post=422, item="decision"),
    "casework:withdraw_decision": Door(_EDITS, get=200, post=422, item="decision"),
    "casework:misfiled": Door(_EDITS, get=200),
    "casework:report_misfiled": Door(_EDITS, get=200, post=422, item="misfiled event"),
    "casework:misfiled_one": Door(_EDITS, get=200, item="misfiled"),
    "casework:answer_misfiled": Door(_AUTHORISES, get=200, post=422, item="misfiled"),
    "casework:take_misfiled_back": Door(_EDITS, post=403, item="misfiled"),  # somebody else asked
    "casework:propose": Door(_EDITS, get=200, post=422),
    "casework:proposal": Door(_READS, get=200, item="proposal"),
    "casework:change_proposal": Door(_EDITS, get=200, post=422, item="proposal"),
    "casework:answer_proposal": Door(_AUTHORISES, get=200, post=422, item="proposal"),
    "casework:open_again": Door(_EDITS, get=200, post=422),
    "casework:agreement": Door(_EDITS, get=200, post=422),
    "casework:withdraw": Door(_EDITS, get=200, post=422, item="agreement"),
    "casework:find_worker": Door(_ALLOCATES, get=200),
    "casework:allocate": Door(_ALLOCATES, get=200, post=422, item="account"),
    "casework:end_part": Door(_ALLOCATES, get=200, post=422, item="allocation"),
    "casework:story": Door(_READS, get=200),
    "casework:event": Door(_EDITS, get=200, post=422),
    "casework:change_event": Door(_EDITS, get=200, post=422, item="event"),
    "casework:story_withdrawn": Door(_READS, get=200),
    "casework:event_versions": Door(_READS, get=200, item="event"),
    "casework:withdraw_event": Door(_EDITS, get=200, post=422, item="event"),
    "casework:bring_event_back": Door(_EDITS, post=303, item="event"),
    # visits
    "visits:visits": Door("family: visits", get=200),
    "visits:visit": Door("family: visits", get=200, item="visit"),
    "visits:plan": Door(_EDITS, get=200, post=422),
    "visits:write_new": Door(_EDITS, get=200, post=422),
    "visits:change_plan": Door(_EDITS, get=200, post=422, item="planned visit"),
    "visits:write_up": Door(_EDITS, get=200, post=422, item="visit"),
    "visits:made": Door(_EDITS, get=200, post=422, item="planned visit"),
    "visits:call_off": Door(_EDITS, get=200, post=422, item="planned visit"),
    "visits:place": Door(_EDITS, get=200, post=422, item="visit"),
    "visits:add_words": Door(_EDITS, get=200, post=422, item="visit part"),
    "visits:change_words": Door(_EDITS, get=200, post=422, item="child's words"),
    # the map
    "mapping:map": Door(_READS, get=200),
    "mapping:harm_grid": Door(_WRITES, get=200, post=422),
    "mapping:framework": Door(_READS, get=200),
    "mapping:domains": Door(_WRITES, get=200, post=422, item="entry"),
    "mapping:shared": Door(_WRITES, get=200, post=422),
    "mapping:withdrawn": Door(_READS, get=200),
    "mapping:from_visit": Door(_WRITES, get=200, post=200, item="visit"),  # without a heading it asks for one
    "mapping:entries": Door(_WRITES, post=404),  # nothing says under which heading
    "mapping:say_more": Door(_WRITES, post=404),
    "mapping:entry": Door(_WRITES, get=200, post=422, item="entry"),
    "mapping:card": Door(_READS, get=303, item="entry"),
    "mapping:as_you_go": Door(_WRITES, post=422, item="entry"),
    "mapping:acts": Door(_WRITES, get=200, item="entry"),
    "mapping:move": Door(_WRITES, get=200, post=422, item="entry"),
    "mapping:withdraw": Door(_WRITES, get=200, post=422, item="entry"),
    "mapping:undo": Door(_WRITES, get=200, post=422, item="entry"),
    "mapping:bring_back": Door(_WRITES, post=303, item="withdrawn"),
    "mapping:dispute": Door(_WRITES, get=200, post=422, item="entry"),
    "mapping:link": Door(_WRITES, get=200, post=422, item="entry"),
    "mapping:wording": Door(_WRITES, get=200, post=422, item="entry"),
    "mapping:versions": Door(_READS, get=200, item="entry"),
    # thoughts about words
    "mapping:writing": Door(_WRITES, post=404),  # nothing says under which heading
    "mapping:thoughts": Door(_WRITES, get=200, item="entry"),
    "mapping:wave": Door(_WRITES, post=303, item="entry", words={"code": "label"}),
    "mapping:missing": Door(_WRITES, get=200),
    "mapping:wave_missing": Door(_WRITES, post=303),
    # statements, goals, scales, rounds
    "mapping:statements": Door(_READS, get=200),
    "mapping:new_statement": Door(_WRITES, get=200, post=422),
    "mapping:statement": Door(_WRITES, get=200, post=422, item="statement"),
    "mapping:new_goal": Door(_WRITES, get=200, post=422, item="statement"),
    "mapping:goal": Door(_WRITES, get=200, post=422, item="goal"),
    "mapping:new_scale": Door(_WRITES, get=200, post=422, item="bare statement"),
    "mapping:overall": Door(_WRITES, get=200, post=422),
    "mapping:scale": Door(_WRITES, get=200, post=422, item="scale"),
    "mapping:new_round": Door(_WRITES, get=200, post=422),
    "mapping:round": Door(_READS, get=200, item="shown round"),
    "mapping:gather": Door(_WRITES, get=200, item="round"),
    "mapping:ask_next": Door(_WRITES, get=302, item="asking"),
    "mapping:number": Door(_WRITES, get=200, post=422, item="number"),
    "mapping:mend": Door(_WRITES, get=200, item="round"),
    "mapping:mend_number": Door(_WRITES, get=200, post=422, item="own number"),
    "mapping:show_round": Door(_WRITES, get=200, post=422, item="round"),
    "mapping:blank": Door(_READS, get=200),
    "mapping:blank_pdf": Door(_READS, get=200, words={"layout": "four-boxes", "size": "A4"}),
    "mapping:labels": Door("office: settings", get=200),
    "mapping:stage_labels": Door("office: settings", get=200, post=422, words={"stage": "cp"}),
    # contacts at the front door, and how a family came in
    "assessment:contacts": Door("office: contacts", get=200),
    "assessment:new_contact": Door("office: contacts", get=200, post=422),
    "assessment:contact": Door("office: contacts", get=200, item="waiting contact"),
    "assessment:change_contact": Door("office: contacts", get=200, post=422, item="waiting contact"),
    "assessment:decide_contact": Door("office: contacts", get=200, post=422, item="waiting contact"),
    "assessment:match": Door("office: contacts", get=200, item="waiting contact"),
    "assessment:open_from": Door("office: contacts", get=200, post=422, item="waiting contact"),
    "assessment:assessment": Door("family: assesses", get=200),
    "assessment:put_on_record": Door("family: takes", get=200, post=422, item="waiting contact"),
    "assessment:contact_on_record": Door(_EDITS, get=200, post=422, item="contact"),
    "assessment:decide_on_record": Door(_EDITS, get=200, post=422, item="contact"),
    "assessment:new_referral": Door(_EDITS, get=200, post=422),
    "assessment:referral": Door(_EDITS, get=200, post=422, item="referral"),
    "assessment:decide_referral": Door(_EDITS, get=200, post=422, item="referral"),
    "assessment:new_discussion": Door(_EDITS, get=200, post=422),
    "assessment:discussion": Door(_EDITS, get=200, post=422, item="discussion"),
    "assessment:conclude": Door(_EDITS, get=200, post=422, item="discussion"),
    "assessment:new_tool": Door(_EDITS, get=200, post=422),
    "assessment:tool": Door(_EDITS, get=200, post=422, item="result"),
    "assessment:tool_file": Door("family: assesses", get=200, item="result"),
    "assessment:late": Door(_EDITS, get=200, post=422, item="late referral"),
    "assessment:begin": Door(_EDITS, get=200, post=422),
    "assessment:one": Door("family: assesses", get=200, item="assessment"),
    "assessment:change": Door(_EDITS, get=200, post=422, item="assessment"),
    "assessment:assessed_child": Door(_EDITS, get=200, post=422, item="assessed child"),
    "assessment:send": Door(_EDITS, get=200, post=422, item="assessment"),
    "assessment:authorise": Door("family: authorises", get=200, post=422, item="assessment"),
    # questions to take along
    "mapping:questions": Door(_READS, get=200),
    "mapping:new_question": Door(_WRITES, get=200, post=422),
    "mapping:questions_sheet": Door(_PRINTS, get=200),
    "mapping:ask": Door(_WRITES, get=200, words={"heading": "goal"}),
    "mapping:take": Door(_WRITES, post=422, words={"heading": "goal"}),
    "mapping:question": Door(_WRITES, get=200, post=422, item="question"),
    "mapping:answer_question": Door(_WRITES, get=200, post=422, item="question"),
    "mapping:take_off": Door(_WRITES, post=422, item="question"),
    "mapping:take_along": Door(_WRITES, post=422, item="question"),
    # guidance: it holds no family
    "guidance:index": Door(_OWN, get=200),
    "guidance:questions": Door(_OWN, get=200),
    "guidance:page": Door(_OWN, get=200, words={"slug": "goal"}),
    "guidance:own_page": Door(_OWN, get=200, item="council page"),
    "guidance:own": Door("office: settings", get=200),
    "guidance:changes": Door("office: settings", get=200),
    "guidance:add": Door("office: settings", get=200, post=422, words={"kind": "question"}),
    "guidance:change": Door("office: settings", get=200, post=422, item="council question"),
    "guidance:withdraw": Door("office: settings", post=422, item="council question"),
    "guidance:bring_back": Door("office: settings", post=422, item="council question"),
    "guidance:words": Door(_OWN, get=200),
    "guidance:add_word": Door("office: settings", get=200, post=422),
    "guidance:word": Door("office: settings", get=200, post=422, words={"code": "siblings"}),
    "guidance:withdraw_word": Door("office: settings", post=422, words={"code": "siblings"}),
    "guidance:bring_back_word": Door("office: settings", post=422, words={"code": "siblings"}),
    "guidance:prompts": Door("office: settings", get=200, post=422),
    # planning
    "planning:plan": Door(_READS, get=200),
    "planning:ended": Door(_READS, get=200),
    "planning:begin": Door(_EDITS, get=200, post=422),
    "planning:version": Door(_READS, get=200, item="plan version"),
    "planning:done": Door(_EDITS, get=200, post=422, item="action"),
    "planning:change": Door(_EDITS, get=200, post=422, item="plan"),
    "planning:fix": Door(_EDITS, get=200, post=422, item="plan"),
    "planning:agree": Door(_EDITS, get=200, post=422, item="plan"),
    "planning:end": Door(_EDITS, get=200, post=422, item="plan"),
    "planning:add_item": Door(_EDITS, get=200, post=422, item="plan with rule"),
    "planning:item": Door(_EDITS, get=200, post=422, item="plan rule"),
    "planning:withdraw": Door(_EDITS, post=404, item="plan rule"),  # only our own page's button comes here, whole
    # group mapping: a session opens for its members alone
    "supervision:sessions": Door("family: in a group", get=200),
    "supervision:begin": Door("family: in a group", get=200, post=422),
    "supervision:adopt": Door(_WRITES, get=200, post=422, item="own draft in a group"),
    "supervision:session": Door("own seat", get=200, item="own session"),
    "supervision:find": Door("own seat", get=200, item="own session"),
    "supervision:bring_in": Door("own seat", get=200, post=422, item="own session and a colleague"),
    "supervision:ask_for": Door("own seat", post=422, item="own session"),
    "supervision:write": Door("own seat", post=422, item="own turn"),
    "supervision:read_together": Door("own seat", post=422, item="own turn"),
    "supervision:choose": Door("own seat", post=422, item="own draft to choose"),
    "supervision:close": Door("own seat", get=200, post=422, item="own session"),
    # signing in, by the library's pages
    "access:demonstration_sign_in": Door("walled up", post=404, item="account"),
    "access:still": Door(_OWN, get=200, post=200),
    "access:sessions": Door(_OWN, get=200),
    "access:end_session": Door(_OWN, post=303, item="own browser"),
    "access:end_others": Door(_OWN, post=303),
    "access:sign_on": Door("walled up", get=404),  # until the council has a single sign-on
    "access:sign_on_back": Door("walled up", get=404),
    "live:prove": Door(_OWN, get=200, post=422),
    # the second step; everybody at the doors has one passkey, which they may not lose
    "mfa_login_webauthn": Door("entrance", get=302, post=302),
    "mfa_authenticate": Door("entrance", get=302, post=302),  # without a password before it
    "mfa_index": Door(_OWN, get=200),
    "mfa_activate_totp": Door(_OWN, get=200, post=200),
    "mfa_deactivate_totp": Door(_OWN, get=404, post=404),  # without an app
    "mfa_view_recovery_codes": Door(_OWN, get=404),  # without codes
    "mfa_generate_recovery_codes": Door(_OWN, get=200, post=302),
    "mfa_add_webauthn": Door(_OWN, get=200, post=200),
    "mfa_edit_webauthn": Door(_OWN, get=200, post=200, item="own passkey's name"),
    "access:remove_passkey": Door(_OWN, get=200, post=422, item="own passkey"),
    "live:again": Door("walled up", get=404, post=404),  # without the page that says for whom it was drawn
    "account_login": Door("entrance", get=200, post=200),
    "account_logout": Door(_OWN, get=200, post=302),
    "account_inactive": Door(_STREET, get=200),
    "account_change_password": Door(_OWN, get=200, post=200),
    "account_set_password": Door(_OWN, get=302, post=302),
    "account_reset_password": Door(_STREET, get=200, post=200),
    "account_reset_password_done": Door(_STREET, get=200),
    "account_reset_password_from_key": Door(_STREET, get=302, post=302, item="letter"),
    "account_reset_password_from_key_done": Door(_STREET, get=200),
}  # fmt: skip
