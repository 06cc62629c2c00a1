"""Safe and expressly reachable are two answers per way, and what has to happen after a message."""

from alembic import op
import sqlalchemy as sa

revision = '0022'
down_revision = '0021'


def upgrade() -> None:
    op.add_column('contact_safety', sa.Column('way', sa.Text(), nullable=True))
    op.add_column('contact_safety', sa.Column('safety_asked', sa.Boolean(), server_default='true', nullable=False))
    op.add_column('contact_safety', sa.Column('reachable', sa.Boolean(), nullable=True))
    op.add_column('contact_safety', sa.Column('categories', sa.ARRAY(sa.Text()), server_default='{}', nullable=False))
    op.add_column('contact_safety', sa.Column('signal_id', sa.Uuid(), nullable=True))
    op.create_table('message_follow_up',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('message_id', sa.Uuid(), nullable=False),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('successor_id', sa.Uuid(), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_message_follow_up_message_id_message'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_message_follow_up_referral_id_referral'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['successor_id'], ['message.id'], name=op.f('fk_message_follow_up_successor_id_message'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message_follow_up')),
    sa.UniqueConstraint('message_id', 'reason', name='uq_message_follow_up_message_id')
    )
    op.create_index('ix_message_follow_up_open', 'message_follow_up', ['referral_id'], unique=False, postgresql_where=sa.text('done_at IS NULL'))


def downgrade() -> None:
    op.drop_index('ix_message_follow_up_open', table_name='message_follow_up', postgresql_where=sa.text('done_at IS NULL'))
    op.drop_table('message_follow_up')
    for name in ('signal_id', 'categories', 'reachable', 'safety_asked', 'way'):
        op.drop_column('contact_safety', name)
