"""Search by blind index, worklists that read along an index whatever their status, and saved filters."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0007'
down_revision = '0006'

_WORKLIST = ['municipality_code', 'destination', 'status', 'urgency', 'due', 'id']


def upgrade() -> None:
    # Signals from before this version are not found by search: none were in use, so there is nothing to fill in.
    op.create_table('signal_search',
    sa.Column('signal_id', sa.Uuid(), nullable=False),
    sa.Column('tokens', postgresql.ARRAY(sa.BigInteger()), nullable=False),
    sa.PrimaryKeyConstraint('signal_id', name=op.f('pk_signal_search'))
    )
    op.create_index('ix_signal_search_tokens', 'signal_search', ['tokens'], postgresql_using='gin',
                    postgresql_with={'gin_pending_list_limit': 256})
    op.execute("""
        CREATE FUNCTION forget_search() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            DELETE FROM signal_search WHERE signal_id = NEW.id;
            RETURN NULL;
        END $$
    """)
    op.execute("""
        CREATE TRIGGER signal_forget_search AFTER UPDATE OF subject ON signal
        FOR EACH ROW WHEN (NEW.subject IS NULL) EXECUTE FUNCTION forget_search()
    """)
    op.add_column('referral_link', sa.Column('search', postgresql.ARRAY(sa.BigInteger()), nullable=True))
    op.create_index('ix_referral_link_search', 'referral_link', ['search'], postgresql_using='gin')
    op.create_check_constraint('search_goes_with_subject', 'referral_link', 'subject IS NOT NULL OR search IS NULL')
    op.create_table('saved_filter',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('municipality_code', sa.Text(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('owner_name', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.Column('wish', postgresql.JSONB(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_filter')),
    sa.UniqueConstraint('owner_id', 'name', name=op.f('uq_saved_filter_owner_id_name'))
    )
    op.create_index('ix_saved_filter_shared', 'saved_filter', ['municipality_code'], postgresql_where=sa.text('shared'))
    op.drop_index('ix_referral_worklist', table_name='referral')
    op.create_index('ix_referral_worklist', 'referral', _WORKLIST)
    op.drop_index('ix_referral_mine', table_name='referral')
    for name in ('team', 'tray'):
        op.create_index(f'ix_referral_{name}', 'referral', [*_WORKLIST[:2], name, *_WORKLIST[2:]])
    op.create_index('ix_referral_mine', 'referral', ['assigned_to', *_WORKLIST[1:]],
                    postgresql_where=sa.text('assigned_to IS NOT NULL'))


def downgrade() -> None:
    op.drop_index('ix_referral_team', table_name='referral')
    op.drop_index('ix_referral_tray', table_name='referral')
    op.drop_index('ix_referral_mine', table_name='referral')
    op.create_index('ix_referral_mine', 'referral', ['assigned_to', 'urgency', 'due', 'id'],
                    postgresql_where=sa.text("status = 'opgepakt'"))
    op.drop_index('ix_referral_worklist', table_name='referral')
    op.create_index('ix_referral_worklist', 'referral', _WORKLIST, postgresql_where=sa.text("status <> 'afgesloten'"))
    op.drop_index('ix_saved_filter_shared', table_name='saved_filter')
    op.drop_table('saved_filter')
    op.drop_constraint('search_goes_with_subject', 'referral_link', type_='check')
    op.drop_index('ix_referral_link_search', table_name='referral_link')
    op.drop_column('referral_link', 'search')
    op.execute("DROP TRIGGER signal_forget_search ON signal")
    op.execute("DROP FUNCTION forget_search()")
    op.drop_index('ix_signal_search_tokens', table_name='signal_search')
    op.drop_table('signal_search')
