"""Asks an independent implementation (PyPI `businesstimedelta`, with the days of `holidays`) for business time.

    pip install -r tests/business-time/requirements.txt
    python tests/business-time/make.py

Writes holidays.csv (country, date) and cases.csv: zone, country, weekdays, opening and closing minute, an instant a, an instant b, the
business seconds between them, a length in business seconds, and the instant at which so much has passed since a. Instants are seconds
since 1970-01-01T00:00Z.
"""

import csv
import datetime as dt
import pathlib
import random

import businesstimedelta as btd
import holidays
import pytz

HERE = pathlib.Path(__file__).parent
PLACES = [
    ("Europe/Tallinn", "EE"), ("Europe/Riga", "LV"), ("Europe/Vilnius", "LT"), ("Europe/Stockholm", "SE"),
    ("America/New_York", "US"), ("Asia/Kathmandu", "NP"), ("Australia/Lord_Howe", "AU"), ("UTC", ""),
]
# Opening and closing in minutes; the last is a night shift.
HOURS = [(480, 1020), (540, 1080), (450, 1215), (0, 720), (360, 1439), (1320, 360)]
DAYS = ["12345", "123456", "1234567", "135", "7"]
YEARS = range(2023, 2028)


def clock(minutes):
    return dt.time(minutes // 60, minutes % 60)


def rules(zone, country, days, opens, closes):
    tz = pytz.timezone(zone)
    work = btd.WorkDayRule(clock(opens), clock(closes), [int(d) - 1 for d in days], tz=tz)
    if not country:
        return btd.Rules([work])
    return btd.Rules([work, btd.HolidayRule(closed(country), tz=tz)])


def closed(country):
    return {} if not country else holidays.country_holidays(country, years=YEARS)


def main():
    draw = random.Random(20261123)
    with open(HERE / "holidays.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["country", "date"])
        for country in sorted({country for _, country in PLACES if country}):
            out.writerows([country, day.isoformat()] for day in sorted(closed(country)))
    known = {}
    with open(HERE / "cases.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["zone", "country", "days", "opens", "closes", "a", "b", "between", "length", "due"])
        for _ in range(5150):
            (zone, country), (opens, closes), days = draw.choice(PLACES), draw.choice(HOURS), draw.choice(DAYS)
            key = (zone, country, days, opens, closes)
            rule = known.setdefault(key, rules(*key))
            start = dt.datetime(2024, 1, 15, tzinfo=pytz.utc) + dt.timedelta(seconds=draw.randrange(2 * 365 * 86400))
            end = start + dt.timedelta(seconds=draw.randrange(40 * 86400))
            between = rule.difference(start, end)
            length = draw.randrange(1, 60 * 3600)
            due = start + btd.BusinessTimeDelta(rule, seconds=length)
            seconds = int(between.timedelta.total_seconds())
            out.writerow([*key, stamp(start), stamp(end), seconds, length, stamp(due)])


def stamp(instant):
    """Seconds since 1970-01-01T00:00Z."""
    return int(instant.timestamp())


main()
