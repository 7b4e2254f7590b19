"""What the own school needs, and its school trajectories."""

from rtc_app.trajectories.views import planning as planning
from rtc_app.trajectories.views import school as school
from rtc_app.trajectories.views.blueprint import bp as bp
