from organizations.models.activity import Activity
from organizations.models.capacity_unit import CapacityUnit
from organizations.models.category import Category, Term, Theme
from organizations.models.membership import Membership
from organizations.models.organization import Family, Organization, Size
from organizations.models.region import Region, validate_country
from organizations.models.user import User

__all__ = [
    "Activity",
    "CapacityUnit",
    "Category",
    "Family",
    "Membership",
    "Organization",
    "Region",
    "Size",
    "Term",
    "Theme",
    "User",
    "validate_country",
]
