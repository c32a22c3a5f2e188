"""The application that every edge process serves: the edge, with Django behind it."""

from smartbooth.config.wsgi import application as django
from smartbooth.edge.app import Edge

application = Edge(django)
