"""Empties tables of the agency in scope, and of no other, and only while it is marked as a sample."""

SAMPLE_SQL = """
create or replace function sample_delete(tables text[]) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  me bigint := nullif(current_setting('asah.agency', true), '')::bigint;
  one text; gone bigint; total bigint := 0;
begin
  if not exists (select 1 from access_agency where id = me and is_sample) then
    raise exception 'only a sample town can be emptied';
  end if;
  foreach one in array tables loop
    execute format('delete from %I where agency_id = $1', one) using me;
    get diagnostics gone = row_count;
    total := total + gone;
  end loop;
  return total;
end $$;
"""
DROP_SQL = "drop function sample_delete(text[])"
