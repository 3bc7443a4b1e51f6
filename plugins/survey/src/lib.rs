//! Scores surveys. See README.md for the formulas and their sources.

mod ces;
mod nps;
mod servqual;

etalon_plugin::plugin!(
    nps::nps_group,
    nps::Nps,
    ces::found_easy,
    ces::Ces,
    ces::CesEasy,
    servqual::gap,
    servqual::Servqual
);
