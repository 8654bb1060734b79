"""The function that reads entries: row security forbids trigram indexes (their operators are not leakproof), so a
function of the owner filters agency and reach itself and uses GIN (agency_id, words)."""

SEARCH_SQL = """
create extension if not exists btree_gin;
create index search_entry_words on search_entry using gin (agency_id, words gin_trgm_ops);
create or replace function search_entries(
  q text, everything boolean, paths text[], me bigint, lead bigint, most integer)
returns table (kind text, key text, title text, hint text, link text, score real)
language sql stable security definer set search_path = public
set pg_trgm.word_similarity_threshold = 0.45 as $$
  select e.kind, e.key, e.title, e.hint, e.link,
         (case when e.words like q || '%' then 2.0 when e.words like '%' || q || '%' then 1.5 else 0 end
          + word_similarity(q, e.words))::real as score
  from search_entry e
  where e.agency_id = nullif(current_setting('asah.agency', true), '')::bigint
    and (e.words %> q or e.words like '%' || q || '%')
    and (everything or e.is_open or e.person = me or e.superior = lead
         or exists (select 1 from unnest(paths) p where e.unit_path like p || '%'))
  order by score desc, e.title
  limit most
$$;
"""
DROP_SQL = (
    "drop function search_entries(text, boolean, text[], bigint, bigint, integer); drop index search_entry_words;"
)
