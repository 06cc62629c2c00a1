"""The visiting address of a municipality, for its letters.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('help_desk', sa.Column('visiting_address', sa.Text(), server_default='', nullable=False))


def downgrade() -> None:
    op.drop_column('help_desk', 'visiting_address')
