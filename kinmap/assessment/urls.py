"""Addresses of contacts, and of a family's Assessment page."""

from django.urls import path

from kinmap.assessment import views

app_name = "assessment"

CONTACT = "contacts/<uuid:contact_id>/"
HERE = "families/<str:family_ref>/assessment/"
ONE = f"{HERE}<uuid:assessment_id>/"

urlpatterns = [
    path("contacts/", views.contacts, name="contacts"),
    path("contacts/new/", views.new_contact, name="new_contact"),
    path(CONTACT, views.contact, name="contact"),
    path(f"{CONTACT}change/", views.change_contact, name="change_contact"),
    path(f"{CONTACT}decide/", views.decide_contact, name="decide_contact"),
    path(f"{CONTACT}match/", views.match, name="match"),
    path(f"{CONTACT}open/", views.open_from, name="open_from"),
    path(HERE, views.page, name="assessment"),
    path(f"{HERE}take/<uuid:contact_id>/", views.put_on_record, name="put_on_record"),
    path(f"{HERE}contacts/<uuid:contact_id>/", views.contact_on_record, name="contact_on_record"),
    path(f"{HERE}contacts/<uuid:contact_id>/decide/", views.decide_on_record, name="decide_on_record"),
    path(f"{HERE}referrals/new/", views.new_referral, name="new_referral"),
    path(f"{HERE}referrals/<uuid:referral_id>/", views.referral, name="referral"),
    path(f"{HERE}referrals/<uuid:referral_id>/decide/", views.decide_referral, name="decide_referral"),
    path(f"{HERE}enquiries/new/", views.new_discussion, name="new_discussion"),
    path(f"{HERE}enquiries/<uuid:discussion_id>/", views.discussion, name="discussion"),
    path(f"{HERE}enquiries/<uuid:discussion_id>/outcome/", views.conclude, name="conclude"),
    path(f"{HERE}tools/new/", views.new_tool, name="new_tool"),
    path(f"{HERE}tools/<uuid:result_id>/", views.tool, name="tool"),
    path(f"{HERE}tools/<uuid:result_id>/file/", views.tool_file, name="tool_file"),
    path(f"{HERE}late/<slug:kind>/<uuid:act_id>/", views.late, name="late"),
    path(f"{HERE}begin/", views.begin, name="begin"),
    path(ONE, views.assessment, name="one"),
    path(f"{ONE}change/", views.change, name="change"),
    path(f"{ONE}children/<uuid:child_id>/", views.assessed_child, name="assessed_child"),
    path(f"{ONE}send/", views.send, name="send"),
    path(f"{ONE}authorise/", views.authorise, name="authorise"),
]
