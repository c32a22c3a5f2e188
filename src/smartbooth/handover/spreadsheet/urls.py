from django.urls import path

from smartbooth.handover.spreadsheet import views

urlpatterns = [path("launches/<str:launch>/leads/export", views.export, name="leads-export")]
