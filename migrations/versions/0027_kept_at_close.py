"""What stays on purpose when work ends: an appointment, or a message that waits for its moment."""

from alembic import op
import sqlalchemy as sa

revision = '0027'
down_revision = '0026'


def upgrade() -> None:
    op.add_column('appointment', sa.Column('kept_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('message', sa.Column('kept_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('message', 'kept_at')
    op.drop_column('appointment', 'kept_at')
