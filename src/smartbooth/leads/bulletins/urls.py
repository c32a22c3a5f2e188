from django.urls import URLPattern, path

from smartbooth.leads.bulletins import views

urlpatterns: list[URLPattern] = [
    path("new-leads/", views.again, name="new-leads-again"),
    path("new-leads/<str:workspace>/", views.rhythm, name="new-leads"),
]
