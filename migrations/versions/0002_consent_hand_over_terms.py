"""Consent as a record, referrals that came from another one, and steps that prove that a term was kept."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0002'
down_revision = '0001'

# A step that was recorded stays as it was, also for the owner of the database. It goes only together with its referral.
FIXED_STEPS = """
CREATE FUNCTION referral_step_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Een vastgelegde stap verandert niet meer.' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER referral_step_fixed BEFORE UPDATE ON referral_step
    FOR EACH ROW EXECUTE FUNCTION referral_step_is_fixed();
"""
# The consent of signals that are here already, as they gave it; who sent the signal recorded it.
KNOWN_CONSENT = """
INSERT INTO consent (id, signal_id, destination, given_by, given_on, manner, explicit, recorded_by_kind, recorded_by,
                     recorded_at)
SELECT gen_random_uuid(), s.id, place, c ->> 'gegevenDoor', cast(c ->> 'gegevenOp' AS date), c ->> 'wijze',
       cast(c ->> 'uitdrukkelijk' AS boolean), 'corporatie', coalesce(sent.actor_id, s.corporation_id), s.received_at
  FROM signal s
 CROSS JOIN LATERAL (SELECT s.facts -> 'toestemming' AS c) given
 CROSS JOIN LATERAL jsonb_array_elements_text(c -> 'bestemmingen') AS place
  LEFT JOIN LATERAL (SELECT actor_id FROM journal j WHERE j.subject_id = s.id AND j.action = 'signaal-ontvangen'
                      ORDER BY j.id LIMIT 1) sent ON true
 WHERE s.kind = 'achterDeVoordeur' AND jsonb_typeof(s.facts -> 'toestemming') = 'object'
"""
FIRST_TERM = """
UPDATE referral SET term = CASE ground WHEN 'zorg' THEN 'onderzoek' ELSE 'eersteGesprek' END
"""
# Which question is open, for what waits at triage.
OPEN_QUESTION = """
UPDATE referral SET routing = routing || jsonb_build_object('vraag', CASE
       WHEN routing ->> 'uitleg' LIKE 'Deze gemeente heeft nog geen beleid%' THEN 'geenBeleid'
       WHEN routing ->> 'uitleg' LIKE 'De postcode ligt in geen gebied%' THEN 'onbekendGebied'
       ELSE 'beleidVraagtMens' END)
 WHERE destination = 'triage'
"""
# A finished term was no idea of the earlier version, so there one referral stays joinable and the others are closed.
LAST_OF_EACH = """
UPDATE referral r SET status = 'afgesloten', closed_at = now()
 WHERE r.term IS NULL AND r.status <> 'afgesloten' AND EXISTS (
       SELECT 1 FROM referral o WHERE o.household_key = r.household_key AND o.destination = r.destination
          AND o.ground = r.ground AND o.status <> 'afgesloten' AND (o.term IS NOT NULL OR o.id > r.id))
"""
KEYS = ['household_key', 'destination', 'ground']


def upgrade() -> None:
    op.create_table('consent',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('signal_id', sa.Uuid(), nullable=True),
    sa.Column('referral_id', sa.Uuid(), nullable=True),
    sa.Column('destination', sa.Text(), nullable=False),
    sa.Column('given_by', sa.Text(), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('manner', sa.Text(), nullable=False),
    sa.Column('explicit', sa.Boolean(), nullable=False),
    sa.Column('recorded_by_kind', sa.Text(), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by_kind', sa.Text(), nullable=True),
    sa.Column('withdrawn_by', sa.Uuid(), nullable=True),
    sa.Column('withdrawn_how', sa.Text(), nullable=True),
    sa.CheckConstraint('(withdrawn_at IS NULL) = (withdrawn_by IS NULL)', name=op.f('ck_consent_withdrawn_by_somebody')),
    sa.CheckConstraint('num_nonnulls(signal_id, referral_id) = 1', name=op.f('ck_consent_belongs_to_one')),
    sa.ForeignKeyConstraint(['signal_id'], ['signal.id'], name=op.f('fk_consent_signal_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    op.create_index('ix_consent_referral', 'consent', ['referral_id'], unique=False, postgresql_where=sa.text('referral_id IS NOT NULL'))
    op.create_index('uq_consent_signal', 'consent', ['signal_id', 'destination'], unique=True)
    op.create_table('referral_step',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('on_day', sa.Date(), nullable=False),
    sa.Column('detail', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_referral_step_referral_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral_step'))
    )
    op.create_index('ix_referral_step_referral', 'referral_step', ['referral_id', 'id'], unique=False)
    op.create_table('referral_link',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('origin_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('on_day', sa.Date(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('consent_id', sa.Uuid(), nullable=True),
    sa.Column('subject', sa.LargeBinary(), nullable=True),
    sa.Column('statutory_due', sa.Date(), nullable=False),
    sa.Column('target_due', sa.Date(), nullable=True),
    sa.Column('threatening', sa.Boolean(), nullable=False),
    sa.Column('active', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('linked_by', sa.Uuid(), nullable=False),
    sa.Column('linked_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['consent_id'], ['consent.id'], name=op.f('fk_referral_link_consent_id')),
    sa.ForeignKeyConstraint(['origin_id'], ['referral.id'], name=op.f('fk_referral_link_origin_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_referral_link_referral_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral_link'))
    )
    op.create_index('ix_referral_link_referral', 'referral_link', ['referral_id'], unique=False)
    op.create_index('uq_referral_link_origin', 'referral_link', ['origin_id', 'kind'], unique=True, postgresql_where=sa.text('active'))
    op.add_column('referral', sa.Column('term', sa.Text(), nullable=True))
    op.execute(FIRST_TERM)
    op.execute(OPEN_QUESTION)
    op.drop_index('uq_referral_open', table_name='referral', postgresql_where=sa.text("status <> 'afgesloten'"))
    op.create_index('uq_referral_open', 'referral', KEYS, unique=True, postgresql_where=sa.text("status <> 'afgesloten' AND term IS NOT NULL"))
    op.execute(KNOWN_CONSENT)
    op.execute(FIXED_STEPS)


def downgrade() -> None:
    op.execute("DROP TRIGGER referral_step_fixed ON referral_step")
    op.execute("DROP FUNCTION referral_step_is_fixed()")
    op.execute(LAST_OF_EACH)
    op.drop_index('uq_referral_open', table_name='referral', postgresql_where=sa.text("status <> 'afgesloten' AND term IS NOT NULL"))
    op.create_index('uq_referral_open', 'referral', KEYS, unique=True, postgresql_where=sa.text("status <> 'afgesloten'"))
    op.drop_column('referral', 'term')
    op.drop_index('uq_referral_link_origin', table_name='referral_link', postgresql_where=sa.text('active'))
    op.drop_index('ix_referral_link_referral', table_name='referral_link')
    op.drop_table('referral_link')
    op.drop_index('ix_referral_step_referral', table_name='referral_step')
    op.drop_table('referral_step')
    op.drop_index('uq_consent_signal', table_name='consent')
    op.drop_index('ix_consent_referral', table_name='consent', postgresql_where=sa.text('referral_id IS NOT NULL'))
    op.drop_table('consent')
