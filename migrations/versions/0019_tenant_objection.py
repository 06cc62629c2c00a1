"""The day on which a tenant objected to a signal, by a keyed hash of corporation and address."""

from alembic import op
import sqlalchemy as sa

revision = '0019'
down_revision = '0018'


def upgrade() -> None:
    op.create_table('tenant_objection',
    sa.Column('key', sa.LargeBinary(), nullable=False),
    sa.Column('objected_on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_tenant_objection'))
    )


def downgrade() -> None:
    op.drop_table('tenant_objection')
