from django.urls import URLPattern, path, re_path

from smartbooth.announcements import operator, public

DESK = "operator/announcements/"
ONE = f"{DESK}<str:announcement>/"

urlpatterns: list[URLPattern] = [
    path("status/", public.page, name="status"),
    re_path(r"^status/feed\.(?P<kind>atom|rss)$", public.feed, name="status_feed"),
    path("status/<str:announcement>.ics", public.calendar, name="status_calendar"),
    path("status/<str:announcement>/", public.one, name="status_one"),
    path(DESK, operator.listed, name="announcements"),
    path(f"{DESK}write/", operator.choose, name="announcement_kinds"),
    path(f"{DESK}write/<str:kind>/", operator.write, name="announcement_write"),
    path(ONE, operator.one, name="announcement"),
    path(f"{ONE}text/", operator.text, name="announcement_text"),
    path(f"{ONE}end/", operator.end, name="announcement_end"),
    path(f"{ONE}sending", operator.out, name="announcement_sending"),
    path(f"{ONE}removal", operator.removal, name="announcement_removal"),
    path(f"{ONE}letter/<str:language>/", operator.letter, name="announcement_letter"),
]
