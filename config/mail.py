"""Mail for a laptop: shown in the terminal and kept as a file."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends import console, filebased


class ConsoleAndFileBackend(filebased.EmailBackend):
    """Write each message to the folder `file_path` and to standard output."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Return the number of messages written."""
        sent = super().send_messages(email_messages)
        console.EmailBackend().send_messages(email_messages)
        return sent
