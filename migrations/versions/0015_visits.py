"""Home visits: the appointments of a day, whether a household is visited by two people, and work by area."""

from alembic import op
import sqlalchemy as sa

revision = '0015'
down_revision = '0014'


def upgrade() -> None:
    op.create_table('visit_with_two',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('with_two', sa.Boolean(), nullable=False),
    sa.Column('set_by', sa.Uuid(), nullable=False),
    sa.Column('set_name', sa.Text(), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_visit_with_two_referral_id_referral'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_with_two'))
    )
    op.create_index('ix_visit_with_two_referral', 'visit_with_two', ['referral_id'], unique=False)
    op.create_index('ix_referral_area', 'referral', ['municipality_code', 'destination', sa.literal_column("(routing ->> 'gebied')"), 'status', 'urgency', 'due', 'id'], unique=False, postgresql_where=sa.text("status <> 'afgesloten'"))
    op.create_index('ix_appointment_at', 'appointment', ['at'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_referral_area', table_name='referral', postgresql_where=sa.text("status <> 'afgesloten'"))
    op.drop_index('ix_appointment_at', table_name='appointment')
    op.drop_table('visit_with_two')
