from django.urls import URLPattern, URLResolver, path

from smartbooth.mail import choosing, preview, views
from smartbooth.mail.transports.provider.events import events

urlpatterns: list[URLPattern | URLResolver] = [
    path("mail/<str:token>/", choosing.page, name="choices"),
    path("mail/<str:token>/stop", choosing.one_click, name="stop_mail"),
    path("mail/<str:token>/topics/<str:key>", choosing.topic, name="mail_topic"),
    path("mail/<str:token>/boxes/<str:key>", choosing.box, name="mail_box"),
    path("mail/<str:token>/marketing", choosing.marketing, name="mail_marketing"),
    path("mail/<str:token>/language", choosing.language, name="mail_language"),
    path("account/mail", choosing.mine, name="my_mail"),
    path("mail-events/<str:secret>/", events, name="mail_events"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/messages/", views.kinds, name="messages"),
    path("outbox/messages/<str:name>/", preview.sample, name="message"),
    path("outbox/<str:key>/", views.letter, name="letter"),
    path("outbox/<str:key>/body", views.body, name="letter_body"),
    path("outbox/<str:key>/again", views.again, name="letter_again"),
]
