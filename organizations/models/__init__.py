from organizations.models.activity import Activity
from organizations.models.category import Category
from organizations.models.membership import Membership
from organizations.models.organization import Country, Family, Organization, Region, Size
from organizations.models.user import User

__all__ = [
    "Activity",
    "Category",
    "Country",
    "Family",
    "Membership",
    "Organization",
    "Region",
    "Size",
    "User",
]
