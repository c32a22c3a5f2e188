from django.urls import URLPattern, URLResolver, path

from smartbooth.policy import operator, pages, promised, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("privacy/", views.privacy, name="privacy"),
    path("privacy/text", views.plain, name="privacy_text"),
    path("privacy/versions/<int:number>/", views.version, name="privacy_version"),
    path("privacy/versions/<int:number>/since/<int:before>/", views.since, name="privacy_since"),
    path("privacy/changed/", views.changed, name="policy_changed"),
    path("operator/policy/", operator.policy, name="operator_policy"),
    path("cookies/", pages.cookies, name="cookies"),
    path("california/", pages.california, name="california"),
    path("security/", pages.security, name="security"),
    path("promises", promised.promises, name="promises"),
    path("promises.json", promised.promises_json, name="promises_json"),
    path(".well-known/change-password", pages.change_password),
]
