"""That a corporation hears of debt help and of a pause of collection, in its feed and in what it subscribes to."""

from alembic import op
import sqlalchemy as sa

revision = '0024'
down_revision = '0023'

# Who asked for every status asked for everything there was. Who chose statuses keeps to that choice.
_CHOSEN = """
    UPDATE subscription SET facts = '{}'
     WHERE NOT statuses @> ARRAY['ontvangen', 'doorgezet', 'opgepakt', 'afgesloten', 'nietOpgepakt', 'ingetrokken']
"""


def upgrade() -> None:
    op.add_column('feedback', sa.Column('debt_help', sa.Boolean(), nullable=True))
    op.add_column('feedback', sa.Column('pause_from', sa.Date(), nullable=True))
    op.add_column('feedback', sa.Column('pause_until', sa.Date(), nullable=True))
    op.add_column('subscription', sa.Column('facts', sa.ARRAY(sa.Text()), server_default=sa.text("'{schuldhulpverlening,incassopauze}'"), nullable=False))
    op.execute(_CHOSEN)
    op.create_table('debt_help_notice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('signal_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('on_day', sa.Date(), nullable=False),
    sa.Column('informed_on', sa.Date(), nullable=True),
    sa.Column('goes_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('stop_reason', sa.Text(), nullable=True),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('held_by', sa.Uuid(), nullable=True),
    sa.Column('settled_by', sa.Uuid(), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'gestopt') = (stop_reason IS NOT NULL)", name=op.f('ck_debt_help_notice_stopped_for_a_reason')),
    sa.CheckConstraint("(state = 'verteld') = (sent_at IS NOT NULL)", name=op.f('ck_debt_help_notice_sent_at_a_moment')),
    sa.CheckConstraint("stop_reason <> 'onveilig' OR settled_by <> held_by", name=op.f('ck_debt_help_notice_danger_takes_two_people')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_debt_help_notice_referral_id_referral'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['signal_id'], ['signal.id'], name=op.f('fk_debt_help_notice_signal_id_signal'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_debt_help_notice'))
    )
    op.create_index('uq_debt_help_notice_signal', 'debt_help_notice', ['signal_id', 'kind'], unique=True, postgresql_where=sa.text("state <> 'gestopt'"))
    op.create_index('ix_debt_help_notice_referral', 'debt_help_notice', ['referral_id'], unique=False)
    op.create_index('ix_debt_help_notice_waiting', 'debt_help_notice', ['goes_at'], unique=False, postgresql_where=sa.text("state = 'wacht'"))
    op.create_table('collection_pause',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('signal_id', sa.Uuid(), nullable=False),
    sa.Column('consent_on', sa.Date(), nullable=False),
    sa.Column('manner', sa.Text(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('end_reason', sa.Text(), nullable=True),
    sa.CheckConstraint('(ended_at IS NULL) = (end_reason IS NULL)', name=op.f('ck_collection_pause_ended_for_a_reason')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_collection_pause_referral_id_referral'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['signal_id'], ['signal.id'], name=op.f('fk_collection_pause_signal_id_signal'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collection_pause'))
    )
    op.create_index('uq_collection_pause_signal', 'collection_pause', ['signal_id'], unique=True)
    op.create_index('ix_collection_pause_referral', 'collection_pause', ['referral_id'], unique=False)
    op.create_index('ix_collection_pause_running', 'collection_pause', ['last_day'], unique=False, postgresql_where=sa.text('ended_at IS NULL'))


def downgrade() -> None:
    op.drop_table('collection_pause')
    op.drop_table('debt_help_notice')
    op.drop_column('subscription', 'facts')
    op.drop_column('feedback', 'pause_until')
    op.drop_column('feedback', 'pause_from')
    op.drop_column('feedback', 'debt_help')
