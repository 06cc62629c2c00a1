"""Signals that went on to another municipality, and what a corporation may hear of that."""

from alembic import op
import sqlalchemy as sa

revision = '0021'
down_revision = '0020'


def upgrade() -> None:
    op.add_column('signal', sa.Column('forwarded_from', sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f('fk_signal_forwarded_from_signal'), 'signal', 'signal', ['forwarded_from'], ['id'])
    op.create_index('ix_signal_forwarded', 'signal', ['forwarded_from'], unique=False, postgresql_where=sa.text('forwarded_from IS NOT NULL'))
    op.add_column('referral', sa.Column('forwarded_to', sa.Text(), nullable=True))
    op.add_column('referral', sa.Column('forwarded_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('feedback', sa.Column('forwarded_to', sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column('feedback', 'forwarded_to')
    op.drop_column('referral', 'forwarded_at')
    op.drop_column('referral', 'forwarded_to')
    op.drop_index('ix_signal_forwarded', table_name='signal')
    op.drop_constraint(op.f('fk_signal_forwarded_from_signal'), 'signal', type_='foreignkey')
    op.drop_column('signal', 'forwarded_from')
