"""When a colleague is away, and the journal of one organisation in order."""

from alembic import op
import sqlalchemy as sa

revision = '0008'
down_revision = '0007'


def upgrade() -> None:
    op.add_column('account', sa.Column('absent_from', sa.Date(), nullable=True))
    op.add_column('account', sa.Column('absent_until', sa.Date(), nullable=True))
    op.create_check_constraint('whole_absence', 'account', '(absent_from IS NULL) = (absent_until IS NULL)')
    op.create_index(
        'ix_journal_people', 'journal', ['organisation_id', 'id'], unique=False,
        postgresql_where=sa.text("actor_kind NOT IN ('corporatie', 'robot')"),
    )


def downgrade() -> None:
    op.drop_index('ix_journal_people', table_name='journal')
    op.drop_constraint('whole_absence', 'account', type_='check')
    op.drop_column('account', 'absent_until')
    op.drop_column('account', 'absent_from')
