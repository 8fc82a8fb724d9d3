from matchmaking.wishes.models.rules import MatchRules
from matchmaking.wishes.models.wish import PairingKind, Proposal, Veto, Wish

__all__ = ["MatchRules", "PairingKind", "Proposal", "Veto", "Wish"]
