"""A municipality's general consent to rent signals of every corporation."""

from alembic import op
import sqlalchemy as sa

revision = '0020'
down_revision = '0019'


def upgrade() -> None:
    op.create_table('general_consent',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('municipality_code', sa.Text(), nullable=False),
    sa.Column('given_by', sa.Text(), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_until IS NULL OR valid_until >= valid_from', name=op.f('ck_general_consent_period')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_general_consent'))
    )
    op.create_index('ix_general_consent_municipality', 'general_consent', ['municipality_code'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_general_consent_municipality', table_name='general_consent')
    op.drop_table('general_consent')
