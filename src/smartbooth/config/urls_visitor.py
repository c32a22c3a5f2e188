"""What Django answers on a launch's own host: the form's post. Everything else there is the edge's."""

from django.urls import URLPattern, path

from smartbooth.leads.visitor import leave_address

urlpatterns: list[URLPattern] = [path("lead", leave_address, name="lead")]

handler400 = "smartbooth.web.errors.visitor_unreadable"
handler403 = "smartbooth.web.errors.visitor_refused"
handler404 = "smartbooth.web.errors.visitor_not_found"
handler500 = "smartbooth.web.errors.visitor_broken"
