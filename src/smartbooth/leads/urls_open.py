from django.urls import path

from smartbooth.leads.confirm_views import confirm

urlpatterns = [path("confirm/<str:token>/", confirm, name="confirm")]
