"""Partners that residents are referred on to, what they were given, and consent for one partner."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0014'
down_revision = '0013'


def upgrade() -> None:
    op.create_table('help_partner',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('municipality_code', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('offers', sa.Text(), nullable=False),
    sa.Column('contact', sa.Text(), nullable=False),
    sa.Column('reply_days', sa.SmallInteger(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.CheckConstraint('reply_days BETWEEN 1 AND 20', name=op.f('ck_help_partner_answers_within_a_month')),
    sa.ForeignKeyConstraint(['id'], ['organisation.id'], name=op.f('fk_help_partner_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_help_partner'))
    )
    op.create_index('ix_help_partner_municipality', 'help_partner', ['municipality_code'], unique=False)
    op.add_column('consent', sa.Column('organisation_id', sa.Uuid(), nullable=True))
    op.add_column('consent', sa.Column('covers', postgresql.ARRAY(sa.Text()), nullable=True))
    op.create_foreign_key(op.f('fk_consent_organisation_id_organisation'), 'consent', 'organisation', ['organisation_id'], ['id'])
    op.create_check_constraint('partner_is_named', 'consent', "(destination = 'partner') = (organisation_id IS NOT NULL)")
    op.create_check_constraint('partner_gets_named_data', 'consent', '(organisation_id IS NULL) = (covers IS NULL)')
    op.create_table('onward_referral',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('partner_id', sa.Uuid(), nullable=False),
    sa.Column('consent_id', sa.Uuid(), nullable=False),
    sa.Column('asks', postgresql.ARRAY(sa.Text()), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('reply_by', sa.Date(), nullable=False),
    sa.Column('sent_by', sa.Uuid(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['consent_id'], ['consent.id'], name=op.f('fk_onward_referral_consent_id_consent')),
    sa.ForeignKeyConstraint(['partner_id'], ['help_partner.id'], name=op.f('fk_onward_referral_partner_id_help_partner')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_onward_referral_referral_id_referral'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_onward_referral'))
    )
    op.create_index('ix_onward_referral_referral', 'onward_referral', ['referral_id'], unique=False)
    op.create_index('ix_onward_referral_partner', 'onward_referral', ['partner_id', 'sent_at'], unique=False)
    op.create_index('ix_onward_referral_awaited', 'onward_referral', ['reply_by'], unique=False, postgresql_where=sa.text("status = 'aangeboden'"))


def downgrade() -> None:
    op.drop_table('onward_referral')
    op.execute("DELETE FROM consent WHERE destination = 'partner'")
    op.drop_constraint('partner_gets_named_data', 'consent', type_='check')
    op.drop_constraint('partner_is_named', 'consent', type_='check')
    op.drop_constraint(op.f('fk_consent_organisation_id_organisation'), 'consent', type_='foreignkey')
    op.drop_column('consent', 'covers')
    op.drop_column('consent', 'organisation_id')
    op.drop_table('help_partner')
