"""What a corporation and a municipality agreed to reach in a year."""

from alembic import op
import sqlalchemy as sa

revision = '0011'
down_revision = '0010'


def upgrade() -> None:
    op.create_table('performance_target',
    sa.Column('municipality_code', sa.Text(), nullable=False),
    sa.Column('corporation_id', sa.Uuid(), nullable=False),
    sa.Column('year', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('aim', sa.Text(), nullable=False),
    sa.Column('target', sa.Numeric(precision=9, scale=1), nullable=False),
    sa.Column('set_by', sa.Uuid(), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['corporation_id'], ['organisation.id'], name=op.f('fk_performance_target_corporation_id')),
    sa.PrimaryKeyConstraint('municipality_code', 'corporation_id', 'year', 'kind', 'aim', name=op.f('pk_performance_target'))
    )


def downgrade() -> None:
    op.drop_table('performance_target')
