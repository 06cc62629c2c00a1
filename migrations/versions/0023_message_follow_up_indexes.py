"""Messages that did not arrive, and those of an appointment, are found without reading the others."""

from alembic import op
import sqlalchemy as sa

revision = '0023'
down_revision = '0022'


def upgrade() -> None:
    op.create_index('ix_message_failed', 'message', ['ended_at'], unique=False, postgresql_where=sa.text("status = 'mislukt'"))
    op.create_index('ix_message_appointment', 'message', ['appointment_id'], unique=False, postgresql_where=sa.text('appointment_id IS NOT NULL'))


def downgrade() -> None:
    op.drop_index('ix_message_appointment', table_name='message', postgresql_where=sa.text('appointment_id IS NOT NULL'))
    op.drop_index('ix_message_failed', table_name='message', postgresql_where=sa.text("status = 'mislukt'"))
