"""The one blueprint of the screens; each screen file adds its routes to it."""

from flask import Blueprint

desk = Blueprint("web", __name__, template_folder="templates")
