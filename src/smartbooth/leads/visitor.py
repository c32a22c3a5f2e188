from django.http import HttpRequest, HttpResponse


def leave_address(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=503)
