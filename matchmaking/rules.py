"""Who may see and do what around meetings. Wishes: owner and scheduler; vetoes: scheduler."""

import rules

from conventions.models import TeamMember
from conventions.rules import holds, is_owner, is_planner

Role = TeamMember.Role

rules.add_perm("matchmaking.view_wishes", is_planner)
rules.add_perm("matchmaking.view_vetoes", holds(Role.SCHEDULER))
rules.add_perm("matchmaking.change_proposals", is_planner)
rules.add_perm("matchmaking.import_data", is_owner)
rules.add_perm("matchmaking.view_run", is_planner)
rules.add_perm("matchmaking.start_run", is_planner)
rules.add_perm("matchmaking.view_draft", is_planner)
rules.add_perm("matchmaking.change_draft", is_planner)
rules.add_perm("matchmaking.publish", is_owner)
# The desk reads and prints what is published, never the draft.
rules.add_perm("matchmaking.view_schedule", holds(Role.OWNER, Role.SCHEDULER, Role.DESK))
rules.add_perm("matchmaking.print", holds(Role.OWNER, Role.SCHEDULER, Role.DESK))
