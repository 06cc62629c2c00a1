"""Referrals are forgotten after the term of the policy; `person_key`, which nothing used, goes.

Dropping a column is the last step of expand and contract. A process of the version before still writes `person_key`,
so stop `serve` and `worker` before this migration and start the new version after it.
"""

from alembic import op
import sqlalchemy as sa

revision = '0004'
down_revision = '0003'

DECLINED = "status IN ('nietOpgepakt', 'ingetrokken') AND subject IS NOT NULL"
DECLINED_BEFORE = "status = 'nietOpgepakt' AND subject IS NOT NULL"
KEYED = "subject IS NULL AND household_key <> uuid_send(id)"
KEPT = "status = 'afgesloten' AND forgotten_at IS NULL"
# What a message that failed was about, for those that wait already.
TOPICS = """
UPDATE failed_task SET topic = CASE task WHEN 'route-signals' THEN 'signaal-ontvangen'
                                         WHEN 'adjust-referrals' THEN 'signaal-gewijzigd' END
"""
# The round has another name now; the age of the old one would only grow.
OLD_ROUND = "DELETE FROM job_run WHERE name = 'forget-declined'"


def upgrade() -> None:
    op.add_column('referral', sa.Column('forgotten_at', sa.DateTime(timezone=True), nullable=True))
    op.create_index('ix_referral_kept', 'referral', ['municipality_code', 'closed_at'], postgresql_where=sa.text(KEPT))
    op.drop_index('ix_signal_declined', table_name='signal')
    op.create_index('ix_signal_declined', 'signal', ['municipality_code', 'received_on'], postgresql_where=sa.text(DECLINED))
    op.create_index('ix_signal_keyed', 'signal', ['signal_date'], postgresql_where=sa.text(KEYED))
    op.drop_column('signal', 'person_key')
    op.add_column('failed_task', sa.Column('topic', sa.Text(), nullable=True))
    op.execute(TOPICS)
    op.execute(OLD_ROUND)


def downgrade() -> None:
    op.drop_column('failed_task', 'topic')
    op.add_column('signal', sa.Column('person_key', sa.LargeBinary(), nullable=True))
    op.drop_index('ix_signal_keyed', table_name='signal')
    op.drop_index('ix_signal_declined', table_name='signal')
    op.create_index('ix_signal_declined', 'signal', ['municipality_code', 'received_on'], postgresql_where=sa.text(DECLINED_BEFORE))
    op.drop_index('ix_referral_kept', table_name='referral')
    op.drop_column('referral', 'forgotten_at')
