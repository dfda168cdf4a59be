"""A file that came in, handed out again: only after a door, and never as a page of ours."""

from django.http import Http404, HttpResponse

from kinmap.documents.models import Attachment


def as_download(file: Attachment) -> HttpResponse:
    """The bytes of an attachment under a name that says nothing; a browser keeps it and does not show it.

    Raises ``Http404`` when the bytes did not come with the record, ``ValueError`` when they were changed.
    """
    if not file.is_here:
        raise Http404
    response = HttpResponse(file.content(), content_type=file.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.filename}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response
