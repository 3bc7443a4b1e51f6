//! Time in the zone of the standard: days, weeks, months, quarters and the ends of periods.
