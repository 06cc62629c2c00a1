"""Kept figures by what changed: facts of signals and referrals, marks that name them, and parts of a municipality."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0017'
down_revision = '0016'

_OPENED = "cast(date_trunc('month', {}.opened_at AT TIME ZONE 'Europe/Amsterdam') AS date)"
_OF_REFERRAL = "FROM changed JOIN referral r ON r.id = changed.referral_id"
_OLD = "INSERT INTO figure_mark (municipality_code, month, referral_id)"
_NEW = "INSERT INTO figure_mark (municipality_code, {}, number)"
_REFERRALS = f"""{_NEW.format("referrals")}
        SELECT r.municipality_code, array_agg(DISTINCT r.id), count(*)
          {_OF_REFERRAL} GROUP BY 1"""
_FUNCTIONS = {
    "signal_update": (f"""{_OLD}
        SELECT DISTINCT municipality_code, cast(date_trunc('month', signal_date) AS date), NULL::uuid FROM changed""",
        f"""{_NEW.format("signals")}
        SELECT municipality_code, array_agg(id), count(*) FROM changed GROUP BY 1"""),
    "referral_insert": (f"""{_OLD}
        SELECT DISTINCT municipality_code, {_OPENED.format("changed")}, NULL::uuid FROM changed""",
        f"""{_NEW.format("referrals")}
        SELECT municipality_code, array_agg(id), count(*) FROM changed GROUP BY 1"""),
    "referral_update": (f"""{_OLD}
        SELECT DISTINCT municipality_code, {_OPENED.format("changed")}, id FROM changed""",
        f"""{_NEW.format("referrals")}
        SELECT municipality_code, array_agg(id), count(*) FROM changed GROUP BY 1"""),
    "attempt_insert": (f"""{_OLD}
        SELECT DISTINCT r.municipality_code, {_OPENED.format("r")}, r.id
          {_OF_REFERRAL}""", _REFERRALS),
    "step_insert": (f"""{_OLD}
        SELECT DISTINCT r.municipality_code, {_OPENED.format("r")}, r.id
          {_OF_REFERRAL}""", _REFERRALS),
    "signal_insert": (f"""{_OLD} VALUES (NEW.municipality_code, cast(date_trunc('month', NEW.signal_date) AS date), NULL)""",
        f"""{_NEW.format("signals")} VALUES (NEW.municipality_code, ARRAY[NEW.id], 1)"""),
}


def _functions(which: int) -> str:
    return "".join(f"""
CREATE OR REPLACE FUNCTION figure_mark_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {bodies[which]};
    RETURN NULL;
END
$$;
""" for name, bodies in _FUNCTIONS.items())


# What stands there already is marked whole, so the first jobs count it.
_MARK_ALL = """
    INSERT INTO figure_mark (municipality_code, month, number)
    SELECT municipality_code, cast(date_trunc('month', signal_date) AS date), count(*) FROM signal GROUP BY 1, 2
     ORDER BY 2, 1
"""
_OLD_MARK_ALL = f"""{_OLD}
    SELECT DISTINCT municipality_code, cast(date_trunc('month', signal_date) AS date), NULL::uuid FROM signal
     UNION
    SELECT DISTINCT municipality_code, {_OPENED.format("referral")}, NULL::uuid FROM referral
"""
_EMPTY = "DELETE FROM figure_mark; DELETE FROM figure_total;"


def upgrade() -> None:
    op.execute(_EMPTY)
    op.drop_table('figure_cohort')
    op.drop_column('figure_mark', 'referral_id')
    op.alter_column('figure_mark', 'month', nullable=True)
    for name in ('signals', 'referrals'):
        op.add_column('figure_mark', sa.Column(name, sa.ARRAY(sa.Uuid()), server_default=sa.text("'{}'"), nullable=False))
    op.add_column('figure_mark', sa.Column('number', sa.Integer(), nullable=False))
    op.add_column('figure_total', sa.Column('part', sa.Text(), nullable=False))
    op.drop_constraint('pk_figure_total', 'figure_total')
    op.drop_column('figure_total', 'table')
    op.create_primary_key('pk_figure_total', 'figure_total', ['municipality_code', 'kind', 'part', 'period'])
    op.alter_column('figure_total', 'counts', type_=sa.JSON(), postgresql_using='counts::json')
    _create_files()
    _create_placements()
    op.create_index('ix_signal_concerns', 'signal', ['municipality_code', 'signal_date'], unique=False, postgresql_where=sa.text('concerns IS NOT NULL'))
    op.create_index('ix_refusal_count_municipality', 'refusal_count', ['municipality_code', 'kind', 'day'], unique=False)
    op.execute(_MARK_ALL)
    op.execute(_functions(1))


def _create_files() -> None:
    op.create_table('figure_file',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('destination', sa.Text(), nullable=False),
    sa.Column('area', sa.Text(), nullable=False),
    sa.Column('team', sa.Text(), nullable=False),
    sa.Column('corporations', sa.ARRAY(sa.Uuid()), nullable=False),
    sa.Column('threatening', sa.Boolean(), nullable=False),
    sa.Column('multiple', sa.Boolean(), nullable=False),
    sa.Column('consecutive', sa.Boolean(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('end_result', sa.Text(), nullable=True),
    sa.Column('term', sa.Text(), nullable=True),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('statutory_due', sa.Date(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=False),
    sa.Column('taken_on', sa.Date(), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('reached', sa.Boolean(), nullable=False),
    sa.Column('first_on', sa.Date(), nullable=True),
    sa.Column('reached_on', sa.Date(), nullable=True),
    sa.Column('tries', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('terms', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('comparable', sa.Boolean(), nullable=False),
    sa.Column('again_on', sa.Date(), nullable=True),
    sa.Column('again_id', sa.Uuid(), nullable=True),
    sa.PrimaryKeyConstraint('id', 'kind', name=op.f('pk_figure_file'))
    )
    op.create_index('ix_figure_file_again_id', 'figure_file', ['again_id'], unique=False, postgresql_where=sa.text('again_id IS NOT NULL'))


def _create_placements() -> None:
    op.create_table('figure_placement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('corporation_id', sa.Uuid(), nullable=False),
    sa.Column('amount_cents', sa.BigInteger(), nullable=True),
    sa.Column('crisis', sa.Boolean(), nullable=False),
    sa.Column('project', sa.Text(), nullable=False),
    sa.Column('declined', sa.Text(), nullable=True),
    sa.Column('concerns', sa.ARRAY(sa.Text()), nullable=True),
    sa.Column('taken_itself', sa.Boolean(), nullable=False),
    sa.Column('destination', sa.Text(), nullable=True),
    sa.Column('area', sa.Text(), nullable=True),
    sa.Column('team', sa.Text(), nullable=True),
    sa.Column('multiple', sa.Boolean(), nullable=True),
    sa.Column('consecutive', sa.Boolean(), nullable=True),
    sa.Column('taken_up', sa.Boolean(), nullable=True),
    sa.Column('tried', sa.Boolean(), nullable=True),
    sa.Column('reached', sa.Boolean(), nullable=True),
    sa.Column('accepted', sa.Boolean(), nullable=True),
    sa.PrimaryKeyConstraint('id', 'referral_id', name=op.f('pk_figure_placement'))
    )


def downgrade() -> None:
    op.execute(_EMPTY)
    op.drop_index('ix_refusal_count_municipality', table_name='refusal_count')
    op.drop_index('ix_signal_concerns', table_name='signal')
    op.drop_table('figure_placement')
    op.drop_table('figure_file')
    op.drop_constraint('pk_figure_total', 'figure_total')
    op.alter_column('figure_total', 'counts', type_=postgresql.JSONB(astext_type=sa.Text()), postgresql_using='counts::jsonb')
    op.drop_column('figure_total', 'part')
    op.add_column('figure_total', sa.Column('table', sa.Text(), nullable=False))
    op.create_primary_key('pk_figure_total', 'figure_total', ['municipality_code', 'kind', 'period', 'table'])
    for name in ('number', 'referrals', 'signals'):
        op.drop_column('figure_mark', name)
    op.alter_column('figure_mark', 'month', nullable=False)
    op.add_column('figure_mark', sa.Column('referral_id', sa.Uuid(), nullable=True))
    op.create_table('figure_cohort',
    sa.Column('municipality_code', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('counts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.PrimaryKeyConstraint('municipality_code', 'kind', 'month', name=op.f('pk_figure_cohort'))
    )
    op.execute(_OLD_MARK_ALL)
    op.execute(_functions(0))
