"""Kept figures of the monitor, with the marks of what changed, and the signals of a municipality by day."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0012'
down_revision = '0011'


_OPENED = "cast(date_trunc('month', {}.opened_at AT TIME ZONE 'Europe/Amsterdam') AS date)"
_MARK = "INSERT INTO figure_mark (municipality_code, month, referral_id)"
_MARKS = {
    "signal_update": ("signal", "UPDATE", f"""{_MARK}
        SELECT DISTINCT municipality_code, cast(date_trunc('month', signal_date) AS date), NULL::uuid FROM changed"""),
    "referral_insert": ("referral", "INSERT", f"""{_MARK}
        SELECT DISTINCT municipality_code, {_OPENED.format("changed")}, NULL::uuid FROM changed"""),
    "referral_update": ("referral", "UPDATE", f"""{_MARK}
        SELECT DISTINCT municipality_code, {_OPENED.format("changed")}, id FROM changed"""),
    "attempt_insert": ("contact_attempt", "INSERT", f"""{_MARK}
        SELECT DISTINCT r.municipality_code, {_OPENED.format("r")}, r.id
          FROM changed JOIN referral r ON r.id = changed.referral_id"""),
    "step_insert": ("referral_step", "INSERT", f"""{_MARK}
        SELECT DISTINCT r.municipality_code, {_OPENED.format("r")}, r.id
          FROM changed JOIN referral r ON r.id = changed.referral_id"""),
}
_CREATE = "".join(f"""
CREATE FUNCTION figure_mark_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {mark};
    RETURN NULL;
END
$$;
CREATE TRIGGER figure_mark_{name} AFTER {event} ON {table} REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION figure_mark_{name}();
""" for name, (table, event, mark) in _MARKS.items())
# A signal that waits for routing is seen by that; only what is declined at once is marked as it comes.
_CREATE += f"""
CREATE FUNCTION figure_mark_signal_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {_MARK} VALUES (NEW.municipality_code, cast(date_trunc('month', NEW.signal_date) AS date), NULL);
    RETURN NULL;
END
$$;
CREATE TRIGGER figure_mark_signal_insert AFTER INSERT ON signal
    FOR EACH ROW WHEN (NEW.status <> 'ontvangen') EXECUTE FUNCTION figure_mark_signal_insert();
"""
_DROP = "".join(f"""
DROP TRIGGER figure_mark_{name} ON {table};
DROP FUNCTION figure_mark_{name}();
""" for name, table in [("signal_insert", "signal"), *((name, one[0]) for name, one in _MARKS.items())])
# What stands there already is marked whole, so the first job counts it.
_MARK_ALL = f"""{_MARK}
    SELECT DISTINCT municipality_code, cast(date_trunc('month', signal_date) AS date), NULL::uuid FROM signal
     UNION
    SELECT DISTINCT municipality_code, {_OPENED.format("referral")}, NULL::uuid FROM referral
"""


def upgrade() -> None:
    op.create_table('figure_mark',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('municipality_code', sa.Text(), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('referral_id', sa.Uuid(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_figure_mark'))
    )
    op.create_table('figure_cohort',
    sa.Column('municipality_code', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('counts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.PrimaryKeyConstraint('municipality_code', 'kind', 'month', name=op.f('pk_figure_cohort'))
    )
    op.create_table('figure_total',
    sa.Column('municipality_code', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('period', sa.Text(), nullable=False),
    sa.Column('table', sa.Text(), nullable=False),
    sa.Column('counts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.PrimaryKeyConstraint('municipality_code', 'kind', 'period', 'table', name=op.f('pk_figure_total'))
    )
    op.create_index('ix_signal_municipality', 'signal', ['municipality_code', 'signal_date'], unique=False)
    op.execute(_MARK_ALL)
    op.execute(_CREATE)


def downgrade() -> None:
    op.execute(_DROP)
    op.drop_index('ix_signal_municipality', table_name='signal')
    op.drop_table('figure_total')
    op.drop_table('figure_cohort')
    op.drop_table('figure_mark')
