"""SQL's own words, none of which names a database or its master user.

RDS API reference, CreateDBInstance, DBName and MasterUsername: "can't be a word reserved by the database engine". The
words are those that PostgreSQL 15.18 calls reserved, whether or not they can name a function or type
(`SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')`), read 2026-11-26.
"""

_WORDS = """
    all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate
    collation column concurrently constraint create cross current_catalog current_date current_role
    current_schema current_time current_timestamp current_user default deferrable desc distinct do else end
    except false fetch for foreign freeze from full grant group having ilike in initially inner intersect
    into is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null
    offset on only or order outer overlaps placing primary references returning right select session_user
    similar some symmetric table tablesample then to trailing true union unique user using variadic verbose
    when where window with
"""

RESERVED_WORDS = frozenset(_WORDS.split())
