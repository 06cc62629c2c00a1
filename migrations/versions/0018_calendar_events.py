"""A talk is one event in a calendar, however often it is moved: which event it is, and which version of it."""

from alembic import op
import sqlalchemy as sa

revision = '0018'
down_revision = '0017'


def upgrade() -> None:
    op.add_column('appointment', sa.Column('series_id', sa.Uuid(), nullable=True))
    op.add_column('appointment', sa.Column('revision', sa.Integer(), server_default=sa.text('0'), nullable=False))


def downgrade() -> None:
    op.drop_column('appointment', 'revision')
    op.drop_column('appointment', 'series_id')
