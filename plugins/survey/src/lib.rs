//! Scores surveys. See README.md for the formulas and their sources.

mod nps;

etalon_plugin::plugin!(nps::nps_group, nps::Nps);
