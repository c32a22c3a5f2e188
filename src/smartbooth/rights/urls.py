from django.urls import URLPattern, path

from smartbooth.rights.views import asking, child, form, letter, operator

LETTER = "my-data/<str:token>"

urlpatterns: list[URLPattern] = [
    path("my-data/", asking.ask, name="rights"),
    path("my-data/sent/", asking.sent, name="my_data_sent"),
    path("my-data/new-address/<str:token>/", letter.new_address, name="new_address"),
    path(f"{LETTER}/", letter.read, name="my_data"),
    path(f"{LETTER}/copy", letter.copy, name="my_data_copy"),
    path(f"{LETTER}/receipts/<str:consent>", letter.receipt, name="my_data_receipt"),
    path(f"{LETTER}/consents/<str:consent>/withdrawal", letter.withdrawal, name="my_data_withdrawal"),
    path(f"{LETTER}/advertising", letter.advertising, name="my_data_advertising"),
    path(f"{LETTER}/topics/<str:key>", letter.topic, name="my_data_topic"),
    path(f"{LETTER}/launches/<str:lead>/name", letter.name, name="my_data_name"),
    path(f"{LETTER}/launches/<str:lead>/removal", letter.removal, name="my_data_removal"),
    path(f"{LETTER}/address", letter.address, name="my_data_address"),
    path(f"{LETTER}/light", letter.light, name="my_data_light"),
    path(f"{LETTER}/erasure", letter.erasure, name="my_data_erasure"),
    path("rights/", form.rights, name="rights_form"),
    path("rights/sent/", form.sent, name="rights_sent"),
    path("rights/follow/<str:token>/", form.follow, name="follow_request"),
    path("report-a-child/", child.report, name="report_child"),
    path("report-a-child/sent/", child.sent, name="report_child_sent"),
    path("report-a-child/<str:token>/", child.confirm, name="child_confirm"),
    path("operator/requests/", operator.queue, name="operator_requests"),
    path("operator/requests/<str:request_id>/", operator.one, name="operator_request"),
]
