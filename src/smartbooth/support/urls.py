from django.urls import URLPattern, path

from smartbooth.support import views

CASES = "operator/support/"
CASE = f"{CASES}<str:case>/"

urlpatterns: list[URLPattern] = [
    path(CASES, views.listed, name="cases"),
    path(CASE, views.one, name="case"),
    path(f"{CASE}closure", views.closure, name="case_closure"),
    path(f"{CASE}reopening", views.reopening, name="case_reopening"),
    path(f"{CASE}attachments/<str:attachment>", views.attachment, name="case_attachment"),
]
