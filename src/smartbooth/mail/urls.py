from django.urls import URLPattern, URLResolver, path

from smartbooth.mail import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/messages/", views.kinds, name="messages"),
    path("outbox/messages/<str:name>/", views.sample, name="message"),
    path("outbox/<str:key>/", views.letter, name="letter"),
    path("outbox/<str:key>/body", views.body, name="letter_body"),
    path("outbox/<str:key>/again", views.again, name="letter_again"),
]
