"""Ways to sign in: a provider of the organisation, recovery codes, a first password, and tries per name and place."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0005'
down_revision = '0004'


def upgrade() -> None:
    op.create_table('sign_in_tries',
    sa.Column('id', sa.LargeBinary(), nullable=False),
    sa.Column('tries', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('held_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('known_until', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_tries'))
    )
    op.create_index('ix_sign_in_tries_last_at', 'sign_in_tries', ['last_at'], unique=False)
    op.add_column('account', sa.Column('issuer', sa.Text(), nullable=True))
    op.add_column('account', sa.Column('subject', sa.Text(), nullable=True))
    op.add_column('account', sa.Column('password_temporary', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    op.add_column('account', sa.Column('recovery_codes', postgresql.ARRAY(sa.LargeBinary()), server_default='{}', nullable=False))
    op.alter_column('account', 'password_hash', existing_type=sa.Text(), nullable=True)
    op.create_check_constraint('whole_identity', 'account', '(issuer IS NULL) = (subject IS NULL)')
    op.create_check_constraint('one_way_in', 'account', '(issuer IS NULL) = (password_hash IS NOT NULL)')
    op.create_index('uq_account_identity', 'account', ['issuer', 'subject', 'organisation_id'], unique=True)
    # Tries are counted per name and place now. No version that reads these columns was ever published.
    op.drop_column('account', 'failed_attempts')
    op.drop_column('account', 'locked_until')


def downgrade() -> None:
    op.add_column('account', sa.Column('locked_until', sa.DateTime(timezone=True), nullable=True))
    op.add_column('account', sa.Column('failed_attempts', sa.Integer(), server_default=sa.text('0'), nullable=False))
    op.drop_index('uq_account_identity', table_name='account')
    op.drop_constraint('one_way_in', 'account', type_='check')
    op.drop_constraint('whole_identity', 'account', type_='check')
    # Who came in by a provider has no password: the account stays for the history of its work, and nobody enters by it.
    op.execute("UPDATE account SET password_hash = '', active = false WHERE password_hash IS NULL")
    op.alter_column('account', 'password_hash', existing_type=sa.Text(), nullable=False)
    op.drop_column('account', 'recovery_codes')
    op.drop_column('account', 'password_temporary')
    op.drop_column('account', 'subject')
    op.drop_column('account', 'issuer')
    op.drop_index('ix_sign_in_tries_last_at', table_name='sign_in_tries')
    op.drop_table('sign_in_tries')
