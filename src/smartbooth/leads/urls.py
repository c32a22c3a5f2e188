from django.urls import path

from smartbooth.leads import views

urlpatterns = [
    path("<str:launch>/leads/", views.leads, name="leads"),
    path("<str:launch>/leads/<str:lead>/", views.lead, name="lead"),
]
