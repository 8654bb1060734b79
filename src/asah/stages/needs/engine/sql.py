"""Needs set by set: 50,000 people without a loop over rows. The arithmetic is that of rules/weights.py.

Temporary tables filled before: need_post (person, unit, path, family), need_factor (family, competency, factor),
need_survey (person, competency, level, low, high), need_predicate (person, below, word), need_service (unit,
competency, shortfall, words). Everything else is read where it stands, within the agency's scope.
"""

UNITS = """
CREATE TEMP TABLE need_unit ON COMMIT DROP AS
WITH here AS (SELECT DISTINCT unit, path FROM need_post),
noted AS (
    SELECT h.unit, n.competency_id AS competency, count(*) AS notes
    FROM here h JOIN needs_interviewnote n ON starts_with(h.path, n.path)
    JOIN needs_interview i ON i.id = n.interview_id AND i.status = 'selesai' AND i.year = %(year)s
    GROUP BY 1, 2
), signalled AS (
    SELECT h.unit, s.competency_id AS competency, sum(s.points) AS points, jsonb_agg(s.reason ORDER BY s.id) AS reasons
    FROM here h JOIN needs_needsignal s ON s.person_id IS NULL AND starts_with(h.path, s.path) AND s.valid @> %(on)s
    GROUP BY 1, 2
)
SELECT unit, competency, least(coalesce(n.notes, 0) * %(interview)s, %(interview_most)s) AS interview_points,
    least(coalesce(v.shortfall, 0) * %(service)s, %(service_most)s) AS service_points,
    coalesce(s.points, 0) AS signal,
    jsonb_strip_nulls(jsonb_build_object('wawancara', n.notes, 'layanan', v.words, 'sinyal', s.reasons)) AS facts
FROM noted n FULL JOIN signalled s USING (unit, competency) FULL JOIN need_service v USING (unit, competency)
"""

VOICES = """
CREATE TEMP TABLE need_voice ON COMMIT DROP AS
WITH asked AS (
    SELECT person_id AS person, competency_id AS competency,
        sum(CASE WHEN status <> 'diterima' THEN 0
            WHEN voice = 'atasan' THEN least(%(by_superior)s, %(by_superior_most)s)
            WHEN voice = 'opd' THEN least(%(by_opd)s, %(by_opd_most)s)
            ELSE least(%(by_person)s, %(by_person_most)s) END) AS points,
        jsonb_agg(jsonb_build_object('v', voice, 's', status) ORDER BY voice) AS rows
    FROM needs_proposal
    WHERE year = %(year)s AND status IN ('diajukan', 'diterima', 'dikembalikan')
    GROUP BY 1, 2
), signalled AS (
    SELECT person_id AS person, competency_id AS competency, sum(points) AS points,
        jsonb_agg(reason ORDER BY id) AS reasons
    FROM needs_needsignal WHERE person_id IS NOT NULL AND valid @> %(on)s GROUP BY 1, 2
)
SELECT person, competency, coalesce(a.points, 0) AS proposal_points, a.person IS NOT NULL AS asked,
    coalesce(s.points, 0) AS signal, s.reasons, v.level, v.low, v.high,
    jsonb_strip_nulls(jsonb_build_object('usulan', a.rows, 'sinyal', s.reasons)) AS facts
FROM asked a FULL JOIN signalled s USING (person, competency) FULL JOIN need_survey v USING (person, competency)
"""

# least() and greatest() ignore nulls: the range of levels is that of the sources that spoke.
COMPUTE = """
CREATE TEMP TABLE need_new ON COMMIT DROP AS
WITH raw AS (
    SELECT p.person, p.unit, p.path, k.competency, k.required, k.held, k.gap, k.low, k.high, k.asked,
        least(coalesce(k.gap, 0) * %(gap)s, %(gap_most)s) AS gap_points,
        CASE WHEN k.gap > 0 THEN least(coalesce(r.below, 0) * %(performance)s, %(performance_most)s) ELSE 0 END
            + CASE WHEN k.gap = 0 THEN 0 ELSE coalesce(u.service_points, 0) END AS performance_points,
        least(k.wish * %(survey)s, %(survey_most)s) AS survey_points,
        CASE WHEN k.gap = 0 THEN 0 ELSE coalesce(u.interview_points, 0) END AS interview_points,
        k.proposal_points,
        least((k.signal + CASE WHEN k.gap = 0 THEN 0 ELSE coalesce(u.signal, 0) END) * %(signal)s, %(signal_most)s)
            AS signal_points,
        coalesce(f.factor, every.factor, 1) AS factor,
        CASE WHEN k.gap = 0 THEN '{{}}' ELSE coalesce(u.facts, '{{}}') END || k.facts
            || CASE WHEN k.gap > 0 AND r.below > 0 THEN jsonb_build_object('predikat', r.word) ELSE '{{}}' END
            || CASE WHEN k.wish > 0 THEN jsonb_build_object('survei', round(k.wish, 2)) ELSE '{{}}' END AS facts
    FROM (
        SELECT person, competency, g.required, g.held, g.gap,
            least(g.centre, g.test, g.superior, g.own, v.low) AS low,
            greatest(g.centre, g.test, g.superior, g.own, v.high) AS high,
            coalesce(v.asked, false) AS asked, coalesce(greatest(g.required - v.level, 0), 0) AS wish,
            coalesce(v.proposal_points, 0) AS proposal_points, coalesce(v.signal, 0) AS signal,
            coalesce(v.facts, '{{}}') AS facts
        FROM (SELECT * FROM {gaps} every_gap
            WHERE %(units)s::bigint[] IS NULL OR unit = ANY(%(units)s)) g
        FULL JOIN need_voice v USING (person, competency)
    ) k
    JOIN need_post p USING (person)
    LEFT JOIN need_unit u ON u.unit = p.unit AND u.competency = k.competency
    LEFT JOIN need_predicate r ON r.person = p.person
    LEFT JOIN need_factor f ON f.family = p.family AND f.competency = k.competency
    LEFT JOIN need_factor every ON every.family = '*' AND every.competency = k.competency
), weighed AS (
    SELECT *, round(factor * (gap_points + performance_points + survey_points + interview_points + proposal_points
        + signal_points), 3) AS weight, coalesce(high - low >= %(contradiction)s, false) AS contradicts
    FROM raw
)
SELECT *, row_number() OVER (PARTITION BY person ORDER BY weight DESC, competency)::smallint AS place
FROM weighed WHERE weight > 0 OR contradicts
"""

DROP_STALE = """
DELETE FROM needs_need n
WHERE (%(units)s::bigint[] IS NULL OR n.unit = ANY(%(units)s) OR n.person IN (SELECT person FROM need_post))
    AND NOT EXISTS (SELECT 1 FROM need_new x WHERE x.person = n.person AND x.competency = n.competency)
"""

UPDATE = """
UPDATE needs_need n SET
    unit = x.unit, path = x.path, required = x.required, held = x.held, gap = x.gap, low = x.low,
    high = x.high, gap_points = x.gap_points, performance_points = x.performance_points,
    survey_points = x.survey_points, interview_points = x.interview_points,
    proposal_points = x.proposal_points, signal_points = x.signal_points, factor = x.factor, weight = x.weight,
    place = x.place, asked = x.asked, contradicts = x.contradicts, facts = x.facts, refreshed_at = %(now)s
FROM need_new x
WHERE x.person = n.person AND x.competency = n.competency AND (
    n.unit, n.path, n.required, n.held, n.gap, n.low, n.high, n.gap_points, n.performance_points,
    n.survey_points, n.interview_points, n.proposal_points, n.signal_points, n.factor, n.weight, n.place,
    n.asked, n.contradicts, n.facts
) IS DISTINCT FROM (
    x.unit, x.path, x.required, x.held, x.gap, x.low, x.high, x.gap_points, x.performance_points,
    x.survey_points, x.interview_points, x.proposal_points, x.signal_points, x.factor, x.weight, x.place,
    x.asked, x.contradicts, x.facts
)
"""

INSERT = """
INSERT INTO needs_need (
    agency_id, person, competency, unit, path, required, held, gap, low, high, gap_points, performance_points,
    survey_points, interview_points, proposal_points, signal_points, factor, weight, place, asked, contradicts,
    facts, since, refreshed_at
)
SELECT
    %(agency)s, x.person, x.competency, x.unit, x.path, x.required, x.held, x.gap, x.low, x.high, x.gap_points,
    x.performance_points, x.survey_points, x.interview_points, x.proposal_points, x.signal_points, x.factor,
    x.weight, x.place, x.asked, x.contradicts, x.facts, %(on)s, %(now)s
FROM need_new x LEFT JOIN needs_need n ON n.person = x.person AND n.competency = x.competency
WHERE n.id IS NULL
"""

DROP_CELLS = """
DELETE FROM needs_needcell WHERE %(units)s::bigint[] IS NULL OR unit = ANY(%(units)s)
"""

CELLS = """
INSERT INTO needs_needcell
    (agency_id, unit, path, competency, people, asked, contradicting, weight, gap_points, performance_points,
     survey_points, interview_points, proposal_points, signal_points, refreshed_at)
SELECT %(agency)s, unit, max(path), competency, count(*) FILTER (WHERE weight > 0),
    count(*) FILTER (WHERE asked AND weight > 0), count(*) FILTER (WHERE contradicts), sum(weight), sum(gap_points),
    sum(performance_points), sum(survey_points), sum(interview_points), sum(proposal_points), sum(signal_points),
    %(now)s
FROM need_new GROUP BY unit, competency
"""
