"""Across launches."""

from django.urls import path

from smartbooth.experiments.desk import across

urlpatterns = [path("tests/", across.learnings, name="learnings")]
