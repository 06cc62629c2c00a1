"""What a delivery stored is announced in sets: a row of the outbox may name some hundreds of signals."""

from alembic import op
import sqlalchemy as sa

revision = '0013'
down_revision = '0012'


def upgrade() -> None:
    op.add_column('outbox', sa.Column('subject_ids', sa.ARRAY(sa.Uuid()), nullable=True))
    op.alter_column('outbox', 'subject_id', existing_type=sa.Uuid(), nullable=True)
    op.create_check_constraint('one_or_a_set', 'outbox', 'num_nonnulls(subject_id, subject_ids) = 1')


def downgrade() -> None:
    op.execute("""
        INSERT INTO outbox (topic, subject_id, created_at)
        SELECT topic, unnest(subject_ids), created_at FROM outbox WHERE subject_id IS NULL ORDER BY id
    """)
    op.execute("DELETE FROM outbox WHERE subject_id IS NULL")
    op.drop_constraint('one_or_a_set', 'outbox', type_='check')
    op.alter_column('outbox', 'subject_id', existing_type=sa.Uuid(), nullable=False)
    op.drop_column('outbox', 'subject_ids')
